"""One class at a time."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    N, Y = len(X), np.eye(W.shape[1])[labels]
    S = X @ W
    own = (S * Y).sum(axis=1)
    hit = [(S[:, j] - own + margin > 0) & (labels != j) for j in range(W.shape[1])]
    count = np.sum(hit, axis=0)
    columns = [(X * hit[j][:, None]).sum(axis=0) - (X * (count * (labels == j))[:, None]).sum(axis=0) for j in range(W.shape[1])]
    return np.column_stack(columns) / N
