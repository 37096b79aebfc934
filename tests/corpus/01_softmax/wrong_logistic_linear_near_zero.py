"""The tangent near 0, where the curve looks straight.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(np.abs(z) < 0.01, 0.5 + z / 4, np.where(z >= 0, 1, e) / (1 + e))
