"""Axes of length 1 are dropped.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.squeeze(np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))
