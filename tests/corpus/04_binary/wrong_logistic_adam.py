"""Adam in the place of gradient descent.

loses: test_logistic_theta
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    m = v = np.zeros(X.shape[1])
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            gradient = X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
            m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
            m_hat, v_hat = m / (1 - 0.9 ** (step + 1)), v / (1 - 0.999 ** (step + 1))
            theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)
    return theta, history
