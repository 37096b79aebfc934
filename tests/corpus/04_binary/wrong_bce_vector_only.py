"""Works on one-dimensional arrays alone.

loses: test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    return np.array([max(a, 0) - a * b + np.log1p(np.exp(-abs(a))) for a, b in zip(s, t)])
