"""`is not` for `!=`: two integers may be equal and not one object.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros(W.shape)
    count = 0
    for rival in range(W.shape[1]):
        if rival is not label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] = x
            count += 1
    dW[:, label] = -count * x
    return dW
