"""Crammer and Singer: the largest violator alone, by its own derivative.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs, test_svm_step, test_svm_batches
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    u = scores - scores[rows, labels][:, np.newaxis] + margin
    u[rows, labels] = -np.inf
    worst = u.argmax(axis=1)
    B = np.zeros(u.shape)
    B[rows, worst] = u[rows, worst] > 0
    B[rows, labels] = -B.sum(axis=1)
    return X.T @ B / len(X)
