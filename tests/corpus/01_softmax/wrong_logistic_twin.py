"""The other twin for both tails, which overflows.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return np.exp(z) / (1 + np.exp(z))
