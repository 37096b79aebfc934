"""Goes on from the theta of the call before.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta = getattr(logistic_regression, "theta", np.zeros(X.shape[1]))
    theta = theta if theta.shape == X.shape[1:] else np.zeros(X.shape[1])
    history = []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            theta = theta - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    logistic_regression.theta = theta
    return theta, history
