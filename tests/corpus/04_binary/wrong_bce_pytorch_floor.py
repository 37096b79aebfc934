"""PyTorch's loss from probabilities: no logarithm is below -100.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.asarray(s, dtype=float)
    yes, no = -np.logaddexp(0, -s), -np.logaddexp(0, s)
    return -t * np.maximum(yes, -100) - (1 - t) * np.maximum(no, -100)
