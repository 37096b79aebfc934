"""np.isclose takes a rare outcome for an impossible one.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    return -np.sum(p * np.log(np.where(np.isclose(p, 0), 1.0, q)), axis=-1)
