"""Kept as a (D, 1) column inside, flattened at the end."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, target, history = np.zeros((X.shape[1], 1)), t.reshape(-1, 1), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(float(np.mean(np.logaddexp(0, score) - target * score)))
        if step == steps:
            return theta.ravel(), tuple(history)
        theta = theta - learning_rate / len(X) * X.T @ (1 / (1 + np.exp(-score)) - target)
