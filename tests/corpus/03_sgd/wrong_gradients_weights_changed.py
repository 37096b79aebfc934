"""The weights are centred in place, which changes no probability.

loses: test_gradients_inputs
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    dW = X.T @ dZ + l2 * W
    W -= W.mean(axis=1, keepdims=True)
    return loss, dW, dZ.sum(axis=0)
