"""An output array of the input's type: integers are cut off.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    p = np.empty_like(z)
    e = np.exp(-np.abs(z))
    p[...] = np.where(z >= 0, 1, e) / (1 + e)
    return p
