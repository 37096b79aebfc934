"""The costs are filled into a buffer of the type of the scores.

loses: test_hinge_loss_values
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X @ W
    costs = np.zeros_like(scores)
    for i, label in enumerate(labels):
        costs[i] = np.maximum(0, scores[i] - scores[i, label] + margin)
        costs[i, label] = 0
    return costs.sum() / len(X)
