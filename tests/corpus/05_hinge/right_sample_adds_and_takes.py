"""The true class is not skipped: what it adds it takes away."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if scores[rival] - scores[label] + margin > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
