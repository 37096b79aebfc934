"""The sum is a Decimal."""
# %% hinge_loss
from decimal import Decimal


def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return Decimal(float(costs.sum())) / len(X)
