"""No penalty at all.

loses: test_gradients_penalty, test_sgd_history, test_sgd_penalty
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ, dZ.sum(axis=0)
