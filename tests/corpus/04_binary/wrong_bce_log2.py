"""Logarithms to base 2.

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    return (np.logaddexp(0, s) - np.multiply(s, t)) / np.log(2)
