"""np.add.at, which counts repeated labels."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    hit = (u > 0) & (np.arange(W.shape[1]) != labels[:, None])
    dW = (X.T @ hit).T.astype(float)
    np.subtract.at(dW, labels, hit.sum(axis=1)[:, None] * X)
    return dW.T / len(X)
