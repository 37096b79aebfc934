"""np.piecewise returns integers for integers.

loses: test_logistic_values
"""
# %% logistic
def logistic(z):
    return np.piecewise(
        z, [z >= 0], [lambda s: 1 / (1 + np.exp(-s)), lambda s: np.exp(s) / (1 + np.exp(s))]
    )
