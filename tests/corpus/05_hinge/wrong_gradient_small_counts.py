"""The marks are int8, which counts to 127.

loses: test_gradient_values
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = (u > 0).astype(np.int8)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1, dtype=np.int8)
    return X.T @ B / len(X)
