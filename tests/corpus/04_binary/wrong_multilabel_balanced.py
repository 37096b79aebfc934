"""Labels that are there weigh more where they are rare.

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    weight = (T.size - T.sum() + 1) / (T.sum() + 1)
    return np.mean(np.sum(weight * T * np.logaddexp(0, -S) + (1 - T) * np.logaddexp(0, S), axis=1))
