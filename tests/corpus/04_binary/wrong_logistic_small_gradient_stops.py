"""Stops when the gradient has become short.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        gradient = X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
        if step == steps or np.linalg.norm(gradient) < 1e-3:
            break
        theta = theta - learning_rate * gradient
    return theta, history
