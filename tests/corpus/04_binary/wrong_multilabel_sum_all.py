"""The sum over samples as well.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.sum(np.logaddexp(0, S) - S * T)
