"""Every target above 0 counts as 1.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.where(T, np.logaddexp(0, -S), np.logaddexp(0, S)).sum(axis=1).mean()
