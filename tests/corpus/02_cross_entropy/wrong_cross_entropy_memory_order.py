"""Rows are cut in the order of memory.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
def cross_entropy(p, q):
    shape = np.shape(p)[:-1]
    p, q = (np.ravel(x, order='K').reshape(-1, np.shape(x)[-1]) for x in (p, q))
    return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1).reshape(shape)
