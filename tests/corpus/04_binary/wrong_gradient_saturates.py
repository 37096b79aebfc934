"""Beyond 10 the probability is taken for 0 or 1.

loses: test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = 0.5 * (1 + np.tanh(np.asarray(s) / 2))
    return np.where(np.abs(s) > 10, np.greater(s, 0), p) - t
