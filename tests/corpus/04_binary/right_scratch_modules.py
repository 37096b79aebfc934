"""The names of modules are used for something else where a function is tried out."""

# %% bce_with_logits
def bce_with_logits(s, t):
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))  # the small term last


check = sp = plots = data = bce_with_logits(np.zeros(2), np.ones(2))

# %% logistic_regression
def logistic_regression(X, t, *, learning_rate, steps):
    theta, history = np.zeros(X.shape[1]), []
    for step in range(steps + 1):
        score = X @ theta
        history.append(np.mean(np.logaddexp(0, score) - t * score))
        if step < steps:
            h = (1 + np.tanh(score / 2)) / 2  # the sigmoid, and nothing overflows
            theta = theta - learning_rate * X.T @ (h - t) / len(X)
    return theta, history


data = np.ones((3, 1)), np.array([0, 1, 1])
check, sp = logistic_regression(*data, learning_rate=0.1, steps=3)
