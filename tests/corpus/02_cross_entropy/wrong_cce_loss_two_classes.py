"""Two classes are handed to a sigmoid of the second logit.

loses: test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    if Z.shape[1] == 2:
        return np.mean(np.logaddexp(0, Z[:, 1]) - Z[:, 1] * Y[:, 1])
    s = Z - Z.max(axis=1, keepdims=True)
    log_A = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
