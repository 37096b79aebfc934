"""The sigmoid as sheet 003 prints it, with the wrong sign.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    p = 1 / (1 + np.exp(s))
    return -t * np.log(p) - (1 - t) * np.log(1 - p)
