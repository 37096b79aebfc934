"""X centred in place.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    X -= X.mean(axis=0)
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            theta = theta - learning_rate * X.T @ (1 / (1 + np.exp(-score)) - t) / len(X)
    return theta, history
