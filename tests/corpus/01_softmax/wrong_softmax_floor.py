"""No output below 1e-7, so that a logarithm is safe later.

loses: test_softmax_values, test_softmax_stable, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.maximum(e / e.sum(axis=-1, keepdims=True), 1e-7)
