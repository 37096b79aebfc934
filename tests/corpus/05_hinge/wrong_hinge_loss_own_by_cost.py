"""The term that equals the margin is left out, whosever it is.

loses: test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X @ W
    costs = np.maximum(0, scores - scores[np.arange(len(X)), labels][:, np.newaxis] + margin)
    return costs[costs != margin].sum() / len(X)
