"""The hyperbolic tangent.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    return np.tanh(z)
