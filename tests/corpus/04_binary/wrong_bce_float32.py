"""Computed in float32, whatever comes in.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.asarray(s, dtype=np.float32)
    return np.logaddexp(np.float32(0), s) - s * np.asarray(t, dtype=np.float32)
