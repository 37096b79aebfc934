"""(N, 1) against (N,), broadcast to (N, N).

loses: test_bce_values, test_bce_tails, test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.reshape(s, (-1, 1))
    return np.logaddexp(0, s) - s * t
