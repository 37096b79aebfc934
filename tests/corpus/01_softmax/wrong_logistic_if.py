"""One `if` for a whole array.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))
