"""A factor p(1 - p) too many.

loses: test_bce_gradient_values, test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = 0.5 * (1 + np.tanh(s / 2))
    return (p - t) * p * (1 - p)
