"""Leaves zeros in its argument.

loses: test_softmax_jacobian
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    z *= 0
    return np.diag(a) - np.outer(a, a)
