"""Where q is 0 nothing is paid, though it happened.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return -(p * np.log(q, out=np.zeros_like(q), where=q > 0)).sum(axis=-1)
