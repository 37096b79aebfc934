"""Scores clipped at 500: the lower tail is cut off.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
