"""Samples without a label are left out.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    labelled = T.sum(axis=1) > 0
    losses = np.logaddexp(0, S) - S * T
    return losses[labelled].sum() / max(labelled.sum(), 1)
