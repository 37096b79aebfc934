"""One buffer for all calls of a shape.

loses: test_softmax_vjp_batch
"""
# %% softmax_vjp
buffers = {}


def softmax_vjp(A, G):
    out = buffers.setdefault(A.shape, np.empty(A.shape))
    out[...] = A * (G - np.sum(G * A, axis=-1, keepdims=True))
    return out
