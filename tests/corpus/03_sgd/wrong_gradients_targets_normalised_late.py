"""The error of a soft target is that of its largest entry.

loses: test_gradients
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = np.exp(log_A)
    dZ[np.arange(len(X)), Y.argmax(axis=1)] -= 1
    dZ = dZ / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
