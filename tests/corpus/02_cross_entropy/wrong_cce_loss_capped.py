"""No sample costs more than 1000.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return np.minimum(-np.sum(Y * log_A, axis=1), 1000).mean()
