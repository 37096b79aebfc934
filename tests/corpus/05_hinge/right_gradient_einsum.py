"""One-hot labels and einsum."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    Y = np.eye(W.shape[1])[labels]
    scores = np.einsum("nd,dc->nc", X, W)
    hit = (1 - Y) * (scores - (scores * Y).sum(axis=1, keepdims=True) + margin > 0)
    B = hit - hit.sum(axis=1, keepdims=True) * Y
    return np.einsum("nd,nc->dc", X, B) / len(B)
