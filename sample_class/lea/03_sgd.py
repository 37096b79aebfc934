"""Right, but noisy: prints and warnings cost nothing.

base: solution
"""

# %% predict
def predict(X, W, b):
    """Return the class with the largest logit for each sample."""
    import warnings

    warnings.warn("I am not sure about this")
    print("working …")
    return np.argmax(X @ W + b, axis=1)
