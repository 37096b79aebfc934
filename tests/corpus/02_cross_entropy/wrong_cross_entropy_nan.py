"""0 log 0 is NaN.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -(p * np.log(q)).sum(axis=-1)
