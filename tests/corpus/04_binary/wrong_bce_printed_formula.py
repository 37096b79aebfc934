"""The printed formula: log(1 - p) in the tail.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    p = 1 / (1 + np.exp(-s))
    return -t * np.log(p) - (1 - t) * np.log(1 - p)
