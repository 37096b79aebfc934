"""Computed in float32.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X.astype(np.float32) @ W.astype(np.float32)
    rows = np.arange(len(X))
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + np.float32(margin))
    costs[rows, labels] = 0
    return float(costs.sum() / len(X))
