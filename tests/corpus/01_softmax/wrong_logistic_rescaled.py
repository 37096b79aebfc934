"""By tanh without halving the score.

loses: test_logistic_values, test_logistic_stable
"""
# %% logistic
def logistic(z):
    return (1 + np.tanh(z)) / 2
