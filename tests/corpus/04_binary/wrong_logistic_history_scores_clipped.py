"""The history clips the scores to ±5.

loses: test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    pass
    for step in range(steps + 1):
        score = X @ theta
        e = np.exp(-np.abs(score))
        history.append(np.mean(np.maximum(np.clip(score, -5, 5), 0) - t * np.clip(score, -5, 5) + np.log1p(np.exp(-np.abs(np.clip(score, -5, 5))))))
        if step < steps:
            h = np.where(score >= 0, 1, e) / (1 + e)
            g = X.T @ (h - t) / len(X)
            theta = theta - learning_rate * g
    return theta, history
