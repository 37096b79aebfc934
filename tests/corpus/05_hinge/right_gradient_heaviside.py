"""np.heaviside with 0 at the kink."""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = np.heaviside(scores - scores[rows, labels][:, np.newaxis] + margin, 0.0)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return np.einsum("nd,nc->dc", X, B) / len(X)
