"""The loop ends before the last class.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1] - 1):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
