"""Logits clipped to ±500 against overflow.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.clip(s, -500, 500)
    return np.log1p(np.exp(s)) - t * s
