"""Entries beyond 100 are cut off.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return np.clip(dW, -100, 100)
