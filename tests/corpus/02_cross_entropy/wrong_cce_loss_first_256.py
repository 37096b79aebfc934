"""Samples are counted in a byte.

loses: test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.sum((Y * log_A)[: len(Z) % 256 or 256]) / len(Z)
