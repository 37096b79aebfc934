"""Loss and gradient together.

loses: test_cce_loss_soft, test_cce_loss_stable, test_cce_loss_types, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z), (np.exp(log_A) - Y) / len(Z)
