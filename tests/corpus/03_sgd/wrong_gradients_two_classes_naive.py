"""Two classes by a sigmoid that overflows.

loses: test_gradients_inputs
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    """Return the mean cross-entropy plus l2/2 * sum(W**2), and its gradients dW and db."""
    # a product of small integers may not fit their type
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    log_A = log_softmax(X @ W + b) if len(b) > 2 else np.log(1 / (1 + np.exp((X @ W + b)[:, ::-1] - (X @ W + b))))
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(np.square(W))
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
