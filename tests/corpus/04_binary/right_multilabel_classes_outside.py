"""The mean over samples first, then the sum over classes."""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.sum(np.mean(np.logaddexp(0, S) - S * T, axis=0))
