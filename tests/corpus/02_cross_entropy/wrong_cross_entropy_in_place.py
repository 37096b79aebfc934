"""q is overwritten where p is 0.

loses: test_cross_entropy_axis
"""
# %% cross_entropy
def cross_entropy(p, q):
    q[p == 0] = 1
    return -(p * np.log(q)).sum(axis=-1)
