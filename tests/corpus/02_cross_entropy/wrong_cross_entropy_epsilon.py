"""log(q + 1e-9).

loses: test_cross_entropy_tail, test_cross_entropy_values
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -(p * np.log(q + 1e-9)).sum(axis=-1)
