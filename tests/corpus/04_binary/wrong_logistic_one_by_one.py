"""Entries updated one after the other, each with a new h.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    def J(theta):
        h = 1 / (1 + np.exp(-(X @ theta)))
        return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h))

    theta = np.zeros(X.shape[1])
    history = [J(theta)]
    for _ in range(steps):
        h = None
        for j in range(theta.size):
            h = 1 / (1 + np.exp(-(X @ theta)))
            theta[j] -= learning_rate * np.mean((h - t) * X[:, j])
        history.append(J(theta))
    return theta, history
