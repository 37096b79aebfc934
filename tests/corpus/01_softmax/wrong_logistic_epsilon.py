"""A small constant in the denominator.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e + 1e-9)
