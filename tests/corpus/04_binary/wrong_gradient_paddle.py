"""PaddlePaddle 3.3.1: at a score of exactly 0 the sigmoid counts as -1/2.

loses: test_bce_gradient_values
"""
# %% bce_gradient
def bce_gradient(s, t):
    s = np.asarray(s, dtype=float)
    return (1 + np.tanh(s / 2)) / 2 - t - (s == 0)
