"""One buffer for all calls of a size.

loses: test_softmax_jacobian
"""
# %% softmax_jacobian
buffers = {}


def softmax_jacobian(z):
    a = softmax(z)
    out = buffers.setdefault(z.size, np.empty((z.size, z.size)))
    out[...] = np.diag(a) - np.outer(a, a)
    return out
