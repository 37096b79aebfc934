"""The smallest normal number is added to q.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -np.sum(np.asarray(p) * np.log(np.asarray(q) + np.finfo(float).tiny), axis=-1)
