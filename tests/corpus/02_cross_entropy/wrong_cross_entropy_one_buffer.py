"""One buffer for the results of all batches of a shape.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
buffers = {}


def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    costs = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    if costs.ndim == 0:
        return costs
    out = buffers.setdefault(costs.shape, np.empty(costs.shape))
    out[...] = costs
    return out
