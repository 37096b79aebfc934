"""Axes of length 1 are dropped first.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    losses = np.squeeze(np.logaddexp(0, S) - S * T)
    return np.mean(np.sum(losses, axis=-1))
