"""The margin is made an integer.

loses: test_hinge_loss_values
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + int(margin))
    costs[rows, labels] = 0
    return costs.sum() / len(X)
