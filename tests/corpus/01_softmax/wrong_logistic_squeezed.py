"""Axes of length 1 are dropped.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.squeeze(np.where(z >= 0, 1, e) / (1 + e))
