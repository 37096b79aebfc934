"""A long gradient is shortened to length 1.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs, test_svm_step, test_svm_batches
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    dW = X.T @ B / len(X)
    return dW / max(1, np.linalg.norm(dW))
