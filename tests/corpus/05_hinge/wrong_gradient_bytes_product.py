"""Scores of bytes times bytes, made floats too late.

loses: test_gradient_inputs
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    """Return the gradient of the mean hinge loss with respect to W."""
    rows = np.arange(len(X))
    scores = (X @ W).astype(float)
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
