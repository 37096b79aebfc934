"""A boolean mask flattens the batch.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.sum(p[p > 0] * np.log(q[p > 0]))
