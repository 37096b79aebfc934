"""A gradient for each sample, averaged."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return np.mean(X[:, :, np.newaxis] * B[:, np.newaxis], axis=0)
