"""Probabilities clipped at 1e-15.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    A = np.clip(e / e.sum(axis=1, keepdims=True), 1e-15, 1)
    return -np.sum(Y * np.log(A)) / len(Z)
