"""One buffer for all calls of a shape.

loses: test_bce_elementwise
"""
# %% bce_with_logits
buffers = {}


def bce_with_logits(s, t):
    s = np.asarray(s, dtype=float)
    out = buffers.setdefault(s.shape, np.empty(s.shape))
    out[...] = np.maximum(s, 0) - s * t + np.log1p(np.exp(-np.abs(s)))
    return out
