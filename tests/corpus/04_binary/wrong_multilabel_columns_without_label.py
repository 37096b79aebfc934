"""Classes that nobody shows are left out.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    shown = T.any(axis=0)
    losses = np.logaddexp(0, S) - S * T
    return losses[:, shown].sum(axis=1).mean()
