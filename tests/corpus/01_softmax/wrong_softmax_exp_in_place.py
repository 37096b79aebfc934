"""The exponentials overwrite the logits.

loses: test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    np.subtract(z, z.max(axis=-1, keepdims=True), out=z)
    np.exp(z, out=z)
    return z / z.sum(axis=-1, keepdims=True)
