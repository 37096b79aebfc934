"""Soft targets take the type of integer logits.

loses: test_cce_loss_types
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z)
    Y = np.asarray(Y).astype(Z.dtype)
    s = Z - Z.max(axis=1, keepdims=True)
    return -np.sum(Y * (s - np.log(np.exp(s).sum(axis=1, keepdims=True)))) / len(Z)
