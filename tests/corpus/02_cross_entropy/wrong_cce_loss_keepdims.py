"""A mean that keeps its axes.

loses: test_cce_loss_types
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.mean(np.sum(Y * log_A, axis=1, keepdims=True), axis=0, keepdims=True)
