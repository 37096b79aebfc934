"""A margin of 0 is taken for none.

loses: test_hinge_loss_values
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=None):
    margin = margin or 1.0
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
