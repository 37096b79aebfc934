"""The absolute value for the maximum.

loses: test_hinge_loss_values, test_hinge_loss_batch
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.abs(scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return costs.sum() / len(X)
