"""Changes over to the twin at 0.5.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0.5, 1, e) / (1 + e)
