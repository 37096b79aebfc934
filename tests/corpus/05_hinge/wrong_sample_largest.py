"""The largest violator alone.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    u = x @ W - x @ W[:, label] + margin
    u[label] = -np.inf
    worst = u.argmax()
    dW = np.zeros(W.shape)
    if u[worst] > 0:
        dW[:, worst] += x
        dW[:, label] -= x
    return dW
