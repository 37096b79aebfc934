"""Probabilities bounded by 1e-7.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return (np.clip((1 + np.tanh(S / 2)) / 2, 1e-7, 1 - 1e-7) - T) / len(T)
