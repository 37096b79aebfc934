"""Outcomes rarer than rounding are left out.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.sum(p * np.log(np.where(p > np.finfo(float).eps, q, 1.0)), axis=-1)
