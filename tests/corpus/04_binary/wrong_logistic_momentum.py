"""Carries on nine tenths of the step before.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    velocity = np.zeros(X.shape[1])
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            velocity = 0.9 * velocity - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
            theta = theta + velocity
    return theta, history
