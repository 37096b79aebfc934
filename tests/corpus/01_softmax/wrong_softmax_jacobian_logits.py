"""z taken for softmax outputs.

loses: test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    return np.diag(z) - np.outer(z, z)
