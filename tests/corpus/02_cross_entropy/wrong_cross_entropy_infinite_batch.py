"""An impossible event in one row makes the whole batch infinite.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    if np.any((p > 0) & (q == 0)):
        return np.inf
    return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
