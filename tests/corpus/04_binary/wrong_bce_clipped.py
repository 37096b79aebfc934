"""Probabilities clipped before the logarithm.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    with np.errstate(over="ignore"):
        p = np.clip(1 / (1 + np.exp(-np.asarray(s, dtype=float))), 1e-15, 1 - 1e-15)
    return -t * np.log(p) - (1 - t) * np.log(1 - p)
