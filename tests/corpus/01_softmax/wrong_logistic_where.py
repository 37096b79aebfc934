"""np.where with both twins: the unused one overflows.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
