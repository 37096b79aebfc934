"""Rows are taken from memory as they lie there, which is by column in Fortran's order.

loses: test_softmax_axis
"""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    rows = z.ravel(order="K").reshape(-1, z.shape[-1])
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).reshape(z.shape)
