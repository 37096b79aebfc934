"""e^s/(1 + e^s): ∞/∞ above s = 709.

loses: test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    return np.exp(s) / (1 + np.exp(s)) - t
