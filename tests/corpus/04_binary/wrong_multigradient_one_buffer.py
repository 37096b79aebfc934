"""One buffer for all calls of a shape.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
buffers = {}


def multilabel_gradient(S, T):
    out = buffers.setdefault(S.shape, np.empty(S.shape))
    out[...] = ((1 + np.tanh(S / 2)) / 2 - T) / len(S)
    return out
