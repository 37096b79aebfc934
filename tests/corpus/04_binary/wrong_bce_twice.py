"""The sigmoid applied twice.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    p = 1 / (1 + np.exp(-s))
    return np.logaddexp(0, p) - t * p
