"""The loss is divided by N plus the penalty.

loses: test_gradients_penalty, test_sgd_history
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A)
    loss /= len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
