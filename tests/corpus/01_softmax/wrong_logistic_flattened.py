"""The shape is lost.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    z = np.ravel(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
