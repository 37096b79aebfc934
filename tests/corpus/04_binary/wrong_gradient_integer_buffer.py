"""A buffer of the logits' type is filled.

loses: test_bce_gradient_values
"""
# %% bce_gradient
def bce_gradient(s, t):
    slope = np.zeros_like(s)
    slope[...] = 0.5 * (1 + np.tanh(np.asarray(s) / 2)) - t
    return slope
