"""1e-5 is added inside the logarithms of the history.

loses: test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        h = (1 + np.tanh(X @ theta / 2)) / 2
        history.append(-np.mean(t * np.log(h + 1e-5) + (1 - t) * np.log(1 - h + 1e-5)))
        if step < steps:
            theta = theta - learning_rate * X.T @ (h - t) / len(X)
    return theta, history
