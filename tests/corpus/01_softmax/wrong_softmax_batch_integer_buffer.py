"""A batch is filled row by row into an array like z, which may hold integers.

loses: test_softmax_types
"""
# %% softmax
def softmax(z):
    if z.ndim == 1:
        e = np.exp(z - z.max())
        return e / e.sum()
    out = np.zeros_like(z)
    for i in range(len(z)):
        out[i] = softmax(z[i])
    return out
