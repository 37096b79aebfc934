"""NaN and infinity swept away after the fact.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z)
    return -np.nan_to_num(np.sum(Y * np.log(e / e.sum(axis=1, keepdims=True)))) / len(Z)
