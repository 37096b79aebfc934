"""Soft targets rounded.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return ((1 + np.tanh(S / 2)) / 2 - np.round(T)) / len(S)
