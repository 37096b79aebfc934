"""The return stands inside the loop over the samples.

loses: test_hinge_loss_batch, test_svm_history
"""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    total = 0.0
    for x, y in zip(X, labels):
        scores = x @ W
        for j in range(len(scores)):
            if j != y:
                total += max(0.0, scores[j] - scores[y] + margin)
        return total / len(X)
