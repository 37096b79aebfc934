"""One class against the rest.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs, test_svm_step, test_svm_batches
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    signs = np.where(np.arange(W.shape[1]) == labels[:, np.newaxis], 1, -1)
    return X.T @ (-signs * (margin - signs * (X @ W) > 0)) / len(X)
