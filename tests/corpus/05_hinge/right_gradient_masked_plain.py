"""A masked array without a mask in force."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return np.ma.array(X.T @ B / len(X))
