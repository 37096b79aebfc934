"""All batches of one shape share an array; vectors do not.

loses: test_softmax_types
"""
# %% softmax
_buffers = {}


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    if z.ndim == 1:
        return e / e.sum()
    out = _buffers.setdefault(z.shape, np.empty(z.shape))
    np.divide(e, e.sum(axis=-1, keepdims=True), out=out)
    return out
