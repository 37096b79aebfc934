"""The sum over the first n = 2 entries, as note 000 prints it.

loses: test_softmax_values, test_softmax_axis, test_softmax_stable, test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    n = 2
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e[..., :n].sum(axis=-1, keepdims=True)
