"""Returns the theta with the lowest loss.

loses: test_logistic_theta, test_logistic_history
"""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    best = np.zeros(X.shape[1])
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if history[-1] == min(history):
            best = theta
        if step < steps:
            theta = theta - learning_rate * X.T @ ((1 + np.tanh(score / 2)) / 2 - t) / len(X)
    return best, history
