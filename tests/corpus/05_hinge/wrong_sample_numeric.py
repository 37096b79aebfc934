"""Central differences.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    dW, h = np.zeros(W.shape), 1e-5
    for at in np.ndindex(*W.shape):
        V = W.astype(float)
        V[at] += h
        up = hinge_loss(x[np.newaxis], np.array([label]), V, margin)
        V[at] -= 2 * h
        dW[at] = (up - hinge_loss(x[np.newaxis], np.array([label]), V, margin)) / (2 * h)
    return dW
