"""The loss is rounded to four digits.

loses: test_hinge_loss_values, test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    rows = np.arange(len(X))
    scores = X @ W
    costs = np.maximum(0, scores - scores[rows, labels][:, np.newaxis] + margin)
    costs[rows, labels] = 0
    return round(float(costs.sum() / len(X)), 4)
