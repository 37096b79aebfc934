"""Row 0 of W is not penalised.

loses: test_gradients_penalty, test_sgd_history, test_sgd_penalty
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W[1:] ** 2)
    dZ = (np.exp(log_A) - Y) / len(X)
    dW = X.T @ dZ
    dW[1:] += l2 * W[1:]
    return loss, dW, dZ.sum(axis=0)
