"""The targets are overwritten.

loses: test_gradients_inputs, test_sgd_step, test_sgd_batches, test_sgd_history
"""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    Y -= np.exp(log_A)
    return loss, -X.T @ Y / len(X) + l2 * W, -Y.sum(axis=0) / len(X)
