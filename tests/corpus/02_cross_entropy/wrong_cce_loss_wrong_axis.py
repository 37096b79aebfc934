"""Normalised over the samples.

loses: test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    s = Z - np.max(Z, axis=0, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=0, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
