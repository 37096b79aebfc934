"""A syntax error in one cell.

base: solution
loses: test_gradient_inputs, test_gradient_kink, test_gradient_values, test_svm_batches, test_svm_history, test_svm_shuffle, test_svm_step
"""

# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0)
    """Return the gradient of the mean hinge loss with respect to W."""
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
