"""Scores beyond 500 are cut off.

loses: test_hinge_loss_values, test_hinge_loss_batch
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = np.clip(X @ W, -500, 500)
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
