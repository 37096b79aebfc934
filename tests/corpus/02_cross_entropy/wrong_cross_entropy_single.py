"""Computed in float32.

loses: test_cross_entropy_tail, test_cross_entropy_values
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, np.float32), np.asarray(q, np.float32)
    return -np.sum(p * np.log(np.where(p > 0, q, np.float32(1))), axis=-1)
