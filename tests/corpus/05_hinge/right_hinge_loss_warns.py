"""A warning and a line on stderr."""
# %% hinge_loss
import sys
import warnings


def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    warnings.warn("slow")
    print("loss", file=sys.stderr)
    return costs.sum() / len(X)
