"""p and q swapped.

loses: test_cross_entropy_tail, test_cross_entropy_values
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(q), np.asarray(p)
    safe = np.where(p > 0, q, 1.0)
    return -(p * np.log(np.maximum(safe, 1e-300))).sum(axis=-1)
