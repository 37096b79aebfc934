"""Computed in float32.

loses: test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z).astype(np.float32)
    return np.diag(a) - np.outer(a, a)
