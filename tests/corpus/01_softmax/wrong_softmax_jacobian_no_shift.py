"""Its own softmax without a shift.

loses: test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = np.exp(z) / np.exp(z).sum()
    return np.diag(a) - np.outer(a, a)
