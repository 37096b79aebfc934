"""Minus the logarithm of the largest probability.

loses: test_cce_loss_soft, test_cce_loss_stable, test_cce_loss_types, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return -np.log((e / e.sum(axis=1, keepdims=True)).max(axis=1)).mean()
