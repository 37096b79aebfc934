"""A batch of floats is shifted in place; a single vector is not.

loses: test_softmax_types
"""
# %% softmax
def softmax(z):
    if z.ndim == 1:
        e = np.exp(z - z.max())
        return e / e.sum()
    z = z.astype(float, copy=False)
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
