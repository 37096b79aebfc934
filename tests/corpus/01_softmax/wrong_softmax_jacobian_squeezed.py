"""Axes of length 1 are dropped.

loses: test_softmax_jacobian
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return np.squeeze(np.diag(a) - np.outer(a, a))
