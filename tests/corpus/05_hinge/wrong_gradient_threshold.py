"""A rival counts only from u = 0.00001 on.

loses: test_gradient_kink
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = np.asarray(X, dtype=float) @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 1e-5).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
