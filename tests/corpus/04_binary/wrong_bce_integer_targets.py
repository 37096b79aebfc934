"""Targets made integers.

loses: test_bce_values, test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    t = np.asarray(t).astype(int)
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))
