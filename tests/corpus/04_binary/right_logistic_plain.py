"""The printed formulas as they stand; history is a list."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    def J(theta):
        h = 1 / (1 + np.exp(-(X @ theta)))
        return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h))

    theta = np.zeros(X.shape[1])
    history = [J(theta)]
    for _ in range(steps):
        h = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta - learning_rate * X.T @ (h - t) / len(X)
        history.append(J(theta))
    return theta, history
