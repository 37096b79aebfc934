"""Theta is of the samples' type and is updated in place.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros_like(X[0]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            theta -= learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return theta, history
