"""np.zeros_like(W), an array of integers where W is one, filled column by column.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros_like(W)
    count = 0
    for rival in range(W.shape[1]):
        if rival != label and scores[rival] - scores[label] + margin > 0:
            dW[:, rival] = x
            count += 1
    dW[:, label] = -count * x
    return dW
