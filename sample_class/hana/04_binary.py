"""A syntax error in one cell.

base: solution
loses: test_bce_gradient_tails, test_bce_gradient_values
"""

# %% bce_gradient
def bce_gradient(s, t)
    """Return the slope of bce_with_logits(s, t) in s, element by element."""
    exp_minus_abs = np.exp(-np.abs(s))
    return np.where(np.asarray(s) >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs) - t
