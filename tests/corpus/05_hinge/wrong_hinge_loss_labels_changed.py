"""The labels are sorted in place.

loses: test_hinge_loss_batch
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    labels.sort()

    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
