"""By tanh, which rounds the lower tail to 0.

loses: test_logistic_stable
"""
# %% logistic
def logistic(z):
    return (1 + np.tanh(np.asarray(z) / 2)) / 2
