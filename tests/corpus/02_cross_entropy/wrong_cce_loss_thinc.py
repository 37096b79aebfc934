"""thinc's CategoricalCrossentropy: the "loss" is the sum of the squares of (a - y)/N.

loses: test_cce_loss_soft, test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z, dtype=float)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.sum(((e / e.sum(axis=1, keepdims=True) - Y) / len(Z)) ** 2)
