"""Rounded to six places.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    return np.round((np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s))), 6)
