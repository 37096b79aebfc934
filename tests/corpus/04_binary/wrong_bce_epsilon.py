"""1e-9 added inside both logarithms.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    p = 0.5 * (1 + np.tanh(np.asarray(s) / 2))
    return -t * np.log(p + 1e-9) - (1 - t) * np.log(1 - p + 1e-9)
