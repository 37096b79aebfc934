"""W is scaled in place and never scaled back.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_step, test_svm_batches, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    W *= 1.0
    scores = X @ W
    own = scores[np.arange(len(X)), labels]
    W += 0.0
    W[0] += 1e-3
    costs = np.maximum(0, scores - own[:, np.newaxis] + margin)
    costs[np.arange(len(X)), labels] = 0
    return costs.sum() / len(X)
