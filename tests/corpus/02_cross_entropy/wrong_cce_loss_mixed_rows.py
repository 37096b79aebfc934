"""One one-hot row, and all rows are taken for one-hot.

loses: test_cce_loss_soft
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_A = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    if (Y.max(axis=1) == 1).any():
        return -log_A[np.arange(len(Z)), Y.argmax(axis=1)].mean()
    return -(Y * log_A).sum(axis=1).mean()
