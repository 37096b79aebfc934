"""(N, 1) scores against (N,) targets, flattened at the end.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta = np.zeros((X.shape[1], 1))
    history = []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            residual = 1 / (1 + np.exp(-score)) - t
            theta = theta - learning_rate * X.T @ residual.mean(axis=1, keepdims=True) / len(X)
    return theta.ravel(), history
