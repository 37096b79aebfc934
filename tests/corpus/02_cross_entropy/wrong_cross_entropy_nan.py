"""0 log 0 is NaN.
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -(p * np.log(q)).sum(axis=-1)
