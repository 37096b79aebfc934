"""Soft targets weight the logarithm of a rounded probability.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    shifted = Z - Z.max(axis=1, keepdims=True)
    sums = np.exp(shifted).sum(axis=1, keepdims=True)
    if (Y.max(axis=1) == 1).all():
        labels = Y.argmax(axis=1)
        return (np.log(sums[:, 0]) - shifted[np.arange(len(Z)), labels]).mean()
    A = np.exp(shifted) / sums
    return -(Y * np.log(A)).sum(axis=1).mean()
