"""One loss a sample, not averaged: shape (N,).

loses: test_multilabel_loss
"""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.sum(np.logaddexp(0, S) - S * T, axis=1)
