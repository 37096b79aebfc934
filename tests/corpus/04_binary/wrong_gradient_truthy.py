"""Every target above 0 counts as 1.

loses: test_bce_gradient_values, test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = 0.5 * (1 + np.tanh(np.asarray(s) / 2))
    return np.where(t, p - 1, p)
