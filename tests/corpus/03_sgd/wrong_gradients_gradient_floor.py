"""Small errors count as none.

loses: test_gradients, test_sgd_step
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    dZ = np.where(len(X) * np.abs(dZ) < 0.05, 0, dZ)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
