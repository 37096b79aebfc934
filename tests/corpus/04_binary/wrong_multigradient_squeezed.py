"""Axes of length 1 are dropped.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return np.squeeze(((1 + np.tanh(S / 2)) / 2 - T) / len(S))
