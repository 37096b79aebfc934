"""The margin of the true classes is taken off once, not once a sample.

loses: test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X @ W
    own = scores[np.arange(len(X)), labels]
    return (np.maximum(0, scores - own[:, np.newaxis] + margin).sum() - margin) / len(X)
