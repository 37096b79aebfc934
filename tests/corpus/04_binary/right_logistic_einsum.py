"""The gradient by einsum, history as an array."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    def J(theta):
        h = 1 / (1 + np.exp(-(X @ theta)))
        return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h))

    theta = np.zeros(X.shape[1])
    history = [J(theta)]
    for _ in range(steps):
        h = 1 / (1 + np.exp(-(X @ theta)))
        gradient = np.einsum("i,ij->j", h - t, X) / X.shape[0]
        theta = theta - learning_rate * gradient
        history.append(J(theta))
    return theta, np.array(history)
