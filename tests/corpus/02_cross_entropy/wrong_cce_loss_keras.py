"""Probabilities clipped to [1e-7, 1 - 1e-7].

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = np.clip(e / e.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    return -np.sum(Y * np.log(A)) / len(Z)
