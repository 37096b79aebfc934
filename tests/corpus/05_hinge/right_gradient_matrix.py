"""Boolean mask and one matrix product."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = np.where(u > 0, 1.0, 0.0) * (np.arange(W.shape[1]) != labels[:, None])
    B -= B.sum(axis=1, keepdims=True) * (np.arange(W.shape[1]) == labels[:, None])
    return (X.T @ B) / X.shape[0]
