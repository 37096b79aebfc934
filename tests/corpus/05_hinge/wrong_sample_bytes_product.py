"""Scores of bytes times bytes, which do not fit a byte.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    """Return the gradient of the hinge loss of one sample; column j belongs to class j."""
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
