"""Summed over the samples: shape (C,).

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return np.mean(1 / (1 + np.exp(-S)) - T, axis=0)
