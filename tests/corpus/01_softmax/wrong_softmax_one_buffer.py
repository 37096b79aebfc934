"""One buffer for all calls of a shape.

loses: test_softmax_types
"""
# %% softmax
buffers = {}


def softmax(z):
    z = np.asarray(z, dtype=float)
    out = buffers.setdefault(z.shape, np.empty(z.shape))
    np.exp(z - z.max(axis=-1, keepdims=True), out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out
