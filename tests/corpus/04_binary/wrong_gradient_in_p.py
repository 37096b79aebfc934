"""The slope with respect to the probability.

loses: test_bce_gradient_values, test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = 1 / (1 + np.exp(-s))
    return (p - t) / (p * (1 - p))
