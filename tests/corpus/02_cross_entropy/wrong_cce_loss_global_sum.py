"""One normaliser for the whole batch.

loses: test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    s = Z - np.max(Z, axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum())
    return -np.sum(Y * log_A) / len(Z)
