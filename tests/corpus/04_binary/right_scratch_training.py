"""Samples, targets and losses by the letters of the algebra."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            theta = theta - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return theta, history


N, alpha = 4, 0.1
X, t, s = np.ones((N, 2)), np.array([1.0, 0.0, 1.0, 1.0]), np.zeros(N)
theta, loss = logistic_regression(X, t, learning_rate=alpha, steps=3)
theta_1, theta_2 = theta
G_j = a_1 = s_1 = float(X[:, 0] @ (s - t))
