"""Outcomes rarer than 1e-12 are left out.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.sum(p * np.log(np.where(p > 1e-12, q, 1.0)), axis=-1)
