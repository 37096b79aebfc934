"""One buffer for all calls of a shape.

loses: test_cce_gradient_values
"""
# %% cce_gradient
buffers = {}


def cce_gradient(Z, Y):
    Z = np.asarray(Z, dtype=float)
    out = buffers.setdefault(Z.shape, np.empty(Z.shape))
    np.exp(Z - Z.max(axis=1, keepdims=True), out=out)
    out /= out.sum(axis=1, keepdims=True)
    out -= Y
    out /= len(Z)
    return out
