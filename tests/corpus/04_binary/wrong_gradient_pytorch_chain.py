"""PyTorch's way back through a probability: p(1 - p) in the denominator is at least 1e-12.

loses: test_bce_gradient_tails
"""
# %% bce_gradient
def bce_gradient(s, t):
    p = (1 + np.tanh(np.asarray(s, dtype=float) / 2)) / 2
    slope = p * (1 - p)
    return (p - t) / np.maximum(slope, 1e-12) * slope
