"""Divided by the length of the vector of exponentials.

loses: test_softmax_values, test_softmax_axis, test_softmax_stable, test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)
