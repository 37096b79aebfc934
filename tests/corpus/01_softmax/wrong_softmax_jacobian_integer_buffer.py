"""Filled into an array of the input's type.

loses: test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    J = np.zeros((len(z), len(z)), dtype=z.dtype)
    J[...] = np.diag(a) - np.outer(a, a)
    return J
