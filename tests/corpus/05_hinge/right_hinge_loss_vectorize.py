"""A loop in np.vectorize."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    def one(n, j):
        return 0.0 if j == labels[n] else max(0.0, float(X[n] @ W[:, j] - X[n] @ W[:, labels[n]] + margin))

    n, j = np.indices((len(X), W.shape[1]))
    return np.vectorize(one, otypes=[float])(n, j).sum() / len(X)
