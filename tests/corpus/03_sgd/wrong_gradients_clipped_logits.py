"""Logits beyond 500 are cut off.

loses: test_gradients_inputs
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(np.clip(X @ W + b, -500, 500))
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
