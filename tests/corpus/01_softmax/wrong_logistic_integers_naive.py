"""Integers by the printed formula, which overflows.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    z = np.asarray(z)
    if z.dtype.kind in 'iu':
        return 1 / (1 + np.exp(-z.astype(float)))
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
