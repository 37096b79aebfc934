"""(1 + sign(u))/2, which is ½ at the kink.

loses: test_gradient_kink
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = (1 + np.sign(u)) / 2
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
