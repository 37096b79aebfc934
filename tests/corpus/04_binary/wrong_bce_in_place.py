"""The logits changed in place.

loses: test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    loss = np.logaddexp(0, s) - s * t
    s *= 0
    return loss
