"""Infinity becomes the largest float.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.sum(np.nan_to_num(p * np.log(q)), axis=-1)
