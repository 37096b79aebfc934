"""The maximum is computed, and not used.

loses: test_softmax_stable, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    top = np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
