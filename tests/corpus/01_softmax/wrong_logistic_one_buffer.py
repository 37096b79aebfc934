"""One buffer for all calls of a shape.

loses: test_logistic_values
"""
# %% logistic
buffers = {}


def logistic(z):
    out = buffers.setdefault(z.shape, np.empty(z.shape))
    e = np.exp(-np.abs(z))
    out[...] = np.where(z >= 0, 1, e) / (1 + e)
    return out
