"""Uses np.zeros_like(x) and so adds to a single column.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros_like(W)
    hit = (scores - scores[label] + margin > 0) & (np.arange(len(scores)) != label)
    dW[:, hit] = 1.0
    dW[:, label] = -hit.sum()
    return dW
