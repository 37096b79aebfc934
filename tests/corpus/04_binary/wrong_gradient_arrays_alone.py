"""A plain number has no shape.

loses: test_bce_gradient_values
"""
# %% bce_gradient
def bce_gradient(s, t):
    sigmoid = np.zeros(s.shape)
    right = s >= 0
    sigmoid[right] = 1 / (1 + np.exp(-s[right]))
    sigmoid[~right] = np.exp(s[~right]) / (1 + np.exp(s[~right]))
    return sigmoid - t
