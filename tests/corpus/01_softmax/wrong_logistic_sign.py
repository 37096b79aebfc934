"""The sign of the exponent as sheet 003 prints it.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, 1, e) / (1 + e)
