"""Computed with more digits."""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.asarray(s, dtype=np.longdouble)
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))
