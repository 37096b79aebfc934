"""Shifts the caller's logits.

loses: test_cce_loss_types
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z -= Z.max(axis=1, keepdims=True)
    log_A = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
