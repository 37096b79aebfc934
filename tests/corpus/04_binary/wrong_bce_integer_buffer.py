"""An output buffer of the dtype of s, so integers are cut.

loses: test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    losses = np.zeros_like(s)
    losses[...] = np.maximum(s, 0) - s * t + np.log1p(np.exp(-np.abs(s)))
    return losses
