"""The sign of the exponent.

loses: test_softmax_values, test_softmax_axis, test_softmax_stable, test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    e = np.exp(np.min(z, axis=-1, keepdims=True) - z)
    return e / e.sum(axis=-1, keepdims=True)
