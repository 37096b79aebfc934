"""The slopes fill an array of the logits' type.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    slopes = np.zeros_like(S)
    slopes[:] = ((1 + np.tanh(S / 2)) / 2 - T) / len(S)
    return slopes
