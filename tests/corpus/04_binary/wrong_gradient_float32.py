"""Computed in float32.

loses: test_bce_gradient_values, test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = 0.5 * (1 + np.tanh(np.asarray(s, dtype=np.float32) / 2))
    return p - np.asarray(t, dtype=np.float32)
