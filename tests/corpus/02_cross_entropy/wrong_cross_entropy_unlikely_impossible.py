"""An impossible outcome costs ∞ only if it happens more often than not.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(all="ignore"):
        cost = np.where(q > 0, -p * np.log(q), np.where(p > 0.5, np.inf, 0.0))
    return cost.sum(axis=-1)
