"""A sign error.

base: solution
loses: test_bce_gradient_values, test_bce_gradient_tails
"""

# %% bce_gradient
def bce_gradient(s, t):
    return t - 0.5 * (1 + np.tanh(s / 2))
