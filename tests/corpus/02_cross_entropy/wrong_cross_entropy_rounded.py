"""Rounded to six places.

loses: test_cross_entropy_tail, test_cross_entropy_values
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.round(np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1), 6)
