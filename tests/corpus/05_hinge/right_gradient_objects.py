"""An array of Python objects that are numbers."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = np.where(scores - scores[rows, labels][:, np.newaxis] > -margin, 1.0, 0.0)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return (X.T @ B / len(X)).astype(object)
