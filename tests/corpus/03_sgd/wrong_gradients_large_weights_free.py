"""The penalty does not pull at large weights.

loses: test_gradients_penalty, test_sgd_penalty
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    log_A = log_softmax(X @ W + b)
    dZ = (np.exp(log_A) - Y) / len(X)
    pull = l2 * np.where(np.abs(W) < 3, W, 0.0)
    return -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2), X.T @ dZ + pull, dZ.sum(axis=0)
