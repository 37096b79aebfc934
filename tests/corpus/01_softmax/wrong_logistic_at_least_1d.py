"""A single score comes back as an array of one.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    z = np.atleast_1d(np.asarray(z, dtype=float))
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
