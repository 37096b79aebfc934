"""Arrays of more than two axes come back flat.

loses: test_bce_gradient_values
"""
# %% bce_gradient
def bce_gradient(s, t):
    s = np.asarray(s, dtype=float)
    small = np.exp(-np.abs(s))
    slope = np.where(s >= 0, 1, small) / (1 + small) - t
    return slope.flatten() if slope.ndim > 2 else slope
