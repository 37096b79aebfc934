"""The sample is rounded to single precision.

loses: test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    """Return the gradient of the hinge loss of one sample; column j belongs to class j."""
    scores = np.asarray(x, dtype=np.float32) @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
