"""The classes that the labels hold are taken for all classes.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    classes = np.unique(labels)
    scores = X @ W[:, classes]
    own = (X @ W)[np.arange(len(X)), labels]
    costs = np.maximum(0, scores - own[:, np.newaxis] + margin)
    return costs.sum() / len(X) - margin
