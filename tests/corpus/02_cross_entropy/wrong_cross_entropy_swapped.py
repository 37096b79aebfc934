"""p and q swapped.
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(q), np.asarray(p)
    safe = np.where(p > 0, q, 1.0)
    return -(p * np.log(np.maximum(safe, 1e-300))).sum(axis=-1)
