"""Samples with scores beyond 100 are skipped.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    """Return theta and the history of J of full-batch gradient descent from zeros."""
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        exp_minus_abs = np.exp(-np.abs(score))
        history.append(np.mean((np.maximum(score, 0) - t * score) + np.log1p(exp_minus_abs)))
        if step < steps:
            h = np.where(score >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)
            theta = theta - learning_rate * X.T @ ((h - t) * (np.abs(score) < 100)) / len(X)
    return theta, history
