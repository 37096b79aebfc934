"""1/(1 + e^-s) as printed: overflow below s = -709.

loses: test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    return 1 / (1 + np.exp(-s)) - t
