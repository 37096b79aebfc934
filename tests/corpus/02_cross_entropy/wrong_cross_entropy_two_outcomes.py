"""Two outcomes by 1 - q, which has lost the tail.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    return -(p[..., 0] * np.log(q[..., 0]) + (1 - p[..., 0]) * np.log(1 - q[..., 0])) if p.shape[-1] == 2 else -np.sum(p * np.log(np.where(p > 0, q, 1)), axis=-1)
