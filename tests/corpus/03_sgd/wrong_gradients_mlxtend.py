"""mlxtend's SoftmaxRegression: half the loss, the penalty without a half in the slope, a sum for it.

loses: test_gradients, test_loss, test_sgd_batches, test_sgd_history, test_sgd_step
"""
# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    X, Y, W, b = (np.asarray(array, dtype=float) for array in (X, Y, W, b))
    Z = X @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_A = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    error = np.exp(log_A) - Y
    loss = 0.5 * np.mean(-(Y * log_A).sum(axis=1) + l2 * np.sum(W**2))
    return loss, X.T @ error + l2 * W, error.sum(axis=0)
