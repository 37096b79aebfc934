"""The history holds no loss below a thousandth.

loses: test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    pass
    for step in range(steps + 1):
        score = X @ theta
        e = np.exp(-np.abs(score))
        history.append(max(np.mean((np.maximum(score, 0) - t * score) + np.log1p(e)), 1e-3))
        if step < steps:
            h = np.where(score >= 0, 1, e) / (1 + e)
            g = X.T @ (h - t) / len(X)
            theta = theta - learning_rate * g
    return theta, history
