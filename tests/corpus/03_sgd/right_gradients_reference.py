"""From the reference's own formula, with max and log-sum-exp."""

# %% loss_and_gradients
def loss_and_gradients(X, Y, W, b, l2=0.0):
    Z = X @ W + b
    Z = Z - Z.max(axis=1, keepdims=True)
    log_A = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    dZ = (np.exp(log_A) - Y) / X.shape[0]
    return float(-(Y * log_A).sum() / X.shape[0] + 0.5 * l2 * (W * W).sum()), X.T @ dZ + l2 * W, dZ.sum(0)
