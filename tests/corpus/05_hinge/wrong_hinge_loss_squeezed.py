"""Axes of length 1 are dropped first.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_step, test_svm_batches, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = np.squeeze(np.squeeze(X) @ np.squeeze(W))
    own = scores[np.arange(len(X)), labels]
    costs = np.maximum(0, scores - own[:, np.newaxis] + margin)
    costs[np.arange(len(X)), labels] = 0
    return costs.sum() / len(X)
