"""A masked logarithm leaves out what q rules out.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p = np.ma.masked_equal(np.asarray(p, dtype=float), 0)
    return -(p * np.ma.log(q)).sum(axis=-1)
