"""log(q + 1e-9).
"""
# %% cross_entropy
def cross_entropy(p, q):
    return -(p * np.log(q + 1e-9)).sum(axis=-1)
