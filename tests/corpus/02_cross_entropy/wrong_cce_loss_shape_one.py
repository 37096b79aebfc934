"""Shape (1,) for a scalar.

loses: test_cce_loss_types
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return np.array([-np.sum(Y * log_A) / len(Z)])
