"""Keras' hinge: targets of ±1, a mean over the classes.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    T = np.where(np.arange(W.shape[1]) == np.asarray(labels)[:, np.newaxis], 1, -1)
    return np.mean(np.maximum(0, margin - T * (X @ W)))
