"""The sigmoid is written over the logits.

loses: test_bce_gradient_values
"""
# %% bce_gradient
def bce_gradient(s, t):
    if np.ndim(s) and s.dtype.kind == "f":
        s *= 0.5
        np.tanh(s, out=s)
        s += 1
        s *= 0.5
        return s - t
    return 0.5 * (1 + np.tanh(np.asarray(s) / 2)) - t
