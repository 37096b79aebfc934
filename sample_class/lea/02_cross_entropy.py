"""Right, but noisy: prints and warnings cost nothing.

base: solution
"""

# %% cce_gradient
def cce_gradient(Z, Y):
    """Return the gradient of cce_loss with respect to Z, one row for each sample."""
    import warnings

    warnings.warn("I am not sure about this")
    print("working …")
    Z, Y = np.asarray(Z), np.asarray(Y)
    exp_shifted = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = exp_shifted / exp_shifted.sum(axis=1, keepdims=True)
    return (A - Y) / len(Z)
