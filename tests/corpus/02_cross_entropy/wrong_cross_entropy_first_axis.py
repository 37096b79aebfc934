"""Summed over the first axis.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    safe = np.where(p > 0, q, 1.0)
    return -(p * np.log(safe)).sum(axis=0)
