"""Computed in float32.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
