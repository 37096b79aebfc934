"""t and 1 - t swapped.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.mean(np.sum(np.logaddexp(0, S) - S * (1 - T), axis=1))
