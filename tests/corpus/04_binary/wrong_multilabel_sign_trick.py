"""2T - 1 is taken for the sign of the logit: hard targets only.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.logaddexp(0, (1 - 2 * T) * S).sum(axis=1).mean()
