"""The argument changed in place.

loses: test_softmax_types, test_softmax_jacobian
"""
# %% softmax
def softmax(z):
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
