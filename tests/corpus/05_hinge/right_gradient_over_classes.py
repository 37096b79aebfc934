"""A loop over the classes, none over the samples."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    scores = X @ W
    own = scores[np.arange(len(X)), labels]
    dW = np.zeros(W.shape)
    counts = np.zeros(len(X))
    for j in range(W.shape[1]):
        hit = (labels != j) & (scores[:, j] - own + margin > 0)
        dW[:, j] += X[hit].sum(axis=0)
        counts += hit
    for j in range(W.shape[1]):
        dW[:, j] -= counts[labels == j] @ X[labels == j]
    return dW / len(X)
