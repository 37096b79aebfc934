"""Built on bce_with_logits and bce_gradient."""
# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta = np.zeros(X.shape[1])
    history = np.empty(steps + 1)
    history[0] = bce_with_logits(X @ theta, t).mean()
    for k in range(1, steps + 1):
        theta = theta - learning_rate * np.mean(bce_gradient(X @ theta, t)[:, None] * X, axis=0)
        history[k] = bce_with_logits(X @ theta, t).mean()
    return theta, history
