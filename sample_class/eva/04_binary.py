"""Overflow, or numbers that do not fit their type.

base: solution
loses: test_bce_tails
"""

# %% bce_with_logits
def bce_with_logits(s, t):
    return np.log1p(np.exp(s)) - t * s
