"""log(q + 1e-15): right for ordinary q, wrong for rare outcomes.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -(p * np.log(q + 1e-15)).sum(axis=-1)
