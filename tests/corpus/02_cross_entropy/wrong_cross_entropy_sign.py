"""No minus, as in 002's negative log-likelihood.

loses: test_cross_entropy_tail, test_cross_entropy_values
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    safe = np.where(p > 0, q, 1.0)
    return (p * np.log(safe)).sum(axis=-1)
