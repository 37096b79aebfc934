"""Keras' CategoricalHinge: the largest rival alone, and never below a score of 0.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    scores, Y = X @ W, np.eye(W.shape[1])[labels]
    positive = (Y * scores).sum(axis=1)
    negative = ((1 - Y) * scores).max(axis=1)
    return np.maximum(negative - positive + margin, 0).mean()
