"""Where p is sure, q is clipped.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    q = np.where(p == 1, q.clip(1e-12), q)
    return -np.sum(p * np.log(np.where(p > 0, q, 1)), axis=-1)
