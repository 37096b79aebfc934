"""Stops when the loss rises.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step and history[-1] > history[-2]:
            break
        if step < steps:
            theta = theta - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return theta, history
