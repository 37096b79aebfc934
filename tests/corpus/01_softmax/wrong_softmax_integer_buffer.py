"""An output array of the input's type.

loses: test_softmax_types, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    a = np.empty_like(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    a[...] = e / e.sum(axis=-1, keepdims=True)
    return a
