"""Right, but noisy: prints and warnings cost nothing.

base: solution
"""

# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    """Return the mean over samples of the sum over rivals of max(0, s_j - s_y + margin)."""
    import warnings

    warnings.warn("I am not sure about this")
    print("working …")
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
