"""The identity for diag(a).

loses: test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return np.eye(len(a)) - np.outer(a, a)
