"""Overflow, or numbers that do not fit their type.

base: solution
loses: test_gradients_inputs
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    E = np.exp(X @ W + b)
    log_A = np.log(E / E.sum(axis=1, keepdims=True))
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
