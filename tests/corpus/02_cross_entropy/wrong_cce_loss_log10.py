"""log10 of softmax.

loses: test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z)
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / np.log(10) / len(Z)
