"""theta is one array for all calls, set to zero at the start of each.

loses: test_logistic_theta
"""
# %% logistic_regression
buffers = {}


def logistic_regression(X, t, *, learning_rate, steps):
    theta = buffers.setdefault(X.shape[1], np.zeros(X.shape[1]))
    theta[:] = 0
    history = []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            theta -= learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return theta, history
