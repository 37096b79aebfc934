"""The sum is a number of SymPy."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return sp.Float(float(costs.sum())) / len(X)
