"""A weak penalty is taken for none.

loses: test_gradients_penalty
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    log_A = log_softmax(X @ W + b)
    dZ = (np.exp(log_A) - Y) / len(X)
    if l2 < 1e-3:
        l2 = 0.0
    return -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2), X.T @ dZ + l2 * W, dZ.sum(axis=0)
