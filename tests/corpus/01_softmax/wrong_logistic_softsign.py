"""The S of z/(1 + |z|), moved to 0 and 1.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    return (1 + z / (1 + np.abs(z))) / 2
