"""The lower tail as 1 minus the upper one.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    upper = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, upper, 1 - upper)
