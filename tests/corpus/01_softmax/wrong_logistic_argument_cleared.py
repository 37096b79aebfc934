"""Leaves zeros in its argument.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1, e) / (1 + e)
    z *= 0
    return p
