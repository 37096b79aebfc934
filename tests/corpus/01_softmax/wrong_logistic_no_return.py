"""The return statement is missing.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1, e) / (1 + e)
