"""The value of the margin's shortfall in the place of the indicator.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        u = scores[rival] - scores[label] + margin
        if rival != label and u > 0:
            dW[:, rival] += u * x
            dW[:, label] -= u * x
    return dW
