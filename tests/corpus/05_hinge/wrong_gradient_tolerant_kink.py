"""A rival counts from 1e-8 below the kink on.

loses: test_gradient_kink
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = (u > -1e-8).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
