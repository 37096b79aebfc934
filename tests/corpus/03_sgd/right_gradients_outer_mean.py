"""The mean of one outer product a sample."""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    E = np.exp(log_A) - Y
    dW = np.mean([np.outer(x, e) for x, e in zip(X, E)], axis=0)
    return -np.mean(np.sum(Y * log_A, axis=1)) + l2 * np.sum(np.square(W)) / 2, dW + l2 * W, np.mean(E, axis=0)
