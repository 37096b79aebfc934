"""Scores of bytes times bytes, which do not fit a byte.

loses: test_hinge_loss_batch
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    """Return the mean over samples of the sum over rivals of max(0, z_j - z_t + margin)."""
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - 1.0 * scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
