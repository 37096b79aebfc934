"""Shortfalls are rounded to six digits before they are compared.

loses: test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = np.asarray(x, dtype=float) @ W
    dW = np.zeros(W.shape)
    for rival in range(W.shape[1]):
        if rival != label and round(float(scores[rival] - scores[label] + margin), 6) > 0:
            dW[:, rival] += x
            dW[:, label] -= x
    return dW
