"""One buffer for all calls of a shape.

loses: test_bce_gradient_values
"""
# %% bce_gradient
buffers = {}


def bce_gradient(s, t):
    s = np.asarray(s, dtype=float)
    out = buffers.setdefault(s.shape, np.empty(s.shape))
    out[...] = (1 + np.tanh(s / 2)) / 2 - t
    return out
