"""One row a class: the transpose.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs, test_svm_step, test_svm_batches, test_svm_history
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    B = (u > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    return B.T @ X / len(X)
