"""The slope of a softened hinge.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = 1 / (1 + np.exp(-np.clip(scores - scores[rows, labels][:, np.newaxis] + margin, -30, 30)))
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
