"""A loss for each sample.

loses: test_loss, test_gradients, test_gradients_penalty, test_gradients_inputs, test_sgd_step, test_sgd_batches, test_sgd_shuffle, test_sgd_history, test_sgd_penalty, test_sgd_inputs
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A, axis=1) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return loss, X.T @ dZ + l2 * W, dZ.sum(axis=0)
