"""Scores are clipped to ±36, where σ is 1 to 16 digits.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return 1 / (1 + np.exp(-np.clip(z, -36, 36)))
