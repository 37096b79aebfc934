"""The gradient sample by sample, theta updated in place."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    def J(theta):
        h = 1 / (1 + np.exp(-(X @ theta)))
        return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h))

    theta = np.zeros(X.shape[1])
    history = [J(theta)]
    for _ in range(steps):
        h = 1 / (1 + np.exp(-(X @ theta)))
        gradient = np.mean([(p - y) * x for p, y, x in zip(h, t, X)], axis=0)
        theta -= learning_rate * gradient
        history.append(J(theta))
    return theta, history
