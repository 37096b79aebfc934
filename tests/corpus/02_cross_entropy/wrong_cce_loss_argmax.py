"""Soft targets hardened to their largest class.

loses: test_cce_loss_soft
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_A[np.arange(len(Z)), np.argmax(Y, axis=1)].mean()
