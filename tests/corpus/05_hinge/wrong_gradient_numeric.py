"""Central differences of the loss.

loses: test_gradient_values, test_gradient_kink, test_gradient_inputs
"""
# %% hinge_gradient
def hinge_gradient(X, labels, W, margin=1.0):
    dW, h = np.zeros(W.shape), 1e-5
    for at in np.ndindex(*W.shape):
        V = W.astype(float)
        V[at] += h
        up = hinge_loss(X, labels, V, margin)
        V[at] -= 2 * h
        dW[at] = (up - hinge_loss(X, labels, V, margin)) / (2 * h)
    return dW
