"""Integers by the printed formula, which overflows.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.asarray(s)
    if s.dtype.kind in 'iu':
        return np.log1p(np.exp(s * 1.0)) - t * s
    return np.maximum(s, 0) - t * s + np.log1p(np.exp(-np.abs(s)))
