"""Averaging forgotten, or done over the wrong number.

base: solution
loses: test_multilabel_loss
"""

# %% multilabel_loss
def multilabel_loss(S, T):
    return np.mean(np.logaddexp(0, S) - S * T)
