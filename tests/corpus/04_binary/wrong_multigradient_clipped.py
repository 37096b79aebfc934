"""Probabilities bounded by 1e-3.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return (np.clip((1 + np.tanh(S / 2)) / 2, 0.001, 0.999) - T) / len(T)
