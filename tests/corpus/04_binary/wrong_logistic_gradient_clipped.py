"""A gradient longer than 1 is shortened.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            gradient = X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
            theta = theta - learning_rate * gradient / max(1, np.linalg.norm(gradient))
    return theta, history
