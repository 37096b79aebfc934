"""Logits are clipped at 500.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    Z = np.clip(Z, -500, 500)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
