"""scores[:, labels], which is (N, N), for the score of each sample.

loses: test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores = X @ W
    own = scores[:, labels].mean(axis=1, keepdims=True)
    costs = np.maximum(0, scores - own + margin)
    costs[np.arange(len(X)), labels] = 0
    return costs.sum() / len(X)
