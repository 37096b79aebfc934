"""The mean over N·C.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.mean(np.logaddexp(0, S) - S * T)
