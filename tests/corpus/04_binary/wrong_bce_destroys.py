"""Leaves its intermediate values in the caller's array.

loses: test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    loss = (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))
    if np.ndim(s):
        s[...] = 0
    return loss
