"""The mean over parts of a hundred samples, as if the last were as large.

loses: test_gradients, test_loss, test_sgd_batches, test_sgd_history
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    parts = []
    for s in range(0, len(X), 100):
        x, y = X[s:s + 100], Y[s:s + 100]
        log_A = log_softmax(x @ W + b)
        dZ = (np.exp(log_A) - y) / len(x)
        parts.append((-np.sum(y * log_A) / len(x), x.T @ dZ, dZ.sum(axis=0)))
    loss, dW, db = (np.mean([p[i] for p in parts], axis=0) for i in range(3))
    return loss + l2 / 2 * np.sum(W**2), dW + l2 * W, db
