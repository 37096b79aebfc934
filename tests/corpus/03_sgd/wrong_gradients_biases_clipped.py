"""Biases are cut off a little below twelve.

loses: test_gradients, test_loss
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    """Return the mean cross-entropy plus l2/2 * sum(W**2), and its gradients dW and db."""
    # a product of small integers may not fit their type
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    log_A = log_softmax(X @ W + np.where(np.abs(b) < 11.7, b, 11.7 * np.sign(b)))
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(np.square(W))
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
