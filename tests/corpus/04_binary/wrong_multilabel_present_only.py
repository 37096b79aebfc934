"""Absent labels cost nothing.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.mean(np.sum(T * np.logaddexp(0, -S), axis=1))
