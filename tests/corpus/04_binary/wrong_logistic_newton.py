"""Newton's method in the place of gradient descent.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            h = (1 + np.tanh(score / 2)) / 2
            curvature = X.T @ (X * (h * (1 - h))[:, None]) / len(X) + 1e-9 * np.eye(X.shape[1])
            theta = theta - learning_rate * np.linalg.solve(curvature, X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X))
    return theta, history
