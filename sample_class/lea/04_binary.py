"""Right, but noisy: prints and warnings cost nothing.

base: solution
"""

# %% bce_gradient
def bce_gradient(s, t):
    """Return the slope of bce_with_logits(s, t) in s, element by element."""
    import warnings

    warnings.warn("I am not sure about this")
    print("working …")
    exp_minus_abs = np.exp(-np.abs(s))
    return np.where(np.asarray(s) >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs) - t
