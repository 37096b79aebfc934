"""One formula for both tails, which overflows.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return 1 / (1 + np.exp(-z))
