"""One buffer for all calls of a shape.

loses: test_log_softmax_values
"""
# %% log_softmax
buffers = {}


def log_softmax(z):
    out = buffers.setdefault(z.shape, np.empty(z.shape))
    np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
    out -= np.log(np.exp(out).sum(axis=-1, keepdims=True))
    return out
