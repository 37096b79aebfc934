"""The gradient of cross-entropy.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs, test_svm_step, test_svm_batches
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    B = (scores - scores[rows, labels][:, np.newaxis] + margin > 0).astype(float)
    B[rows, labels] = 0
    B[rows, labels] = -B.sum(axis=1)
    A = np.exp(scores - scores.max(axis=1, keepdims=True))
    A /= A.sum(axis=1, keepdims=True)
    A[rows, labels] -= 1
    return X.T @ A / len(X)
