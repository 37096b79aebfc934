"""The hinge of scikit-learn's LinearSVC: each class against the rest.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    signs = np.where(np.arange(W.shape[1]) == labels[:, np.newaxis], 1, -1)
    return np.maximum(0, margin - signs * (X @ W)).sum() / len(X)
