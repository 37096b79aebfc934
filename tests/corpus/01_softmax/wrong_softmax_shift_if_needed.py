"""One maximum for the batch, subtracted where an entry is large.

loses: test_softmax_stable
"""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    if np.abs(z).max() > 700:
        z = z - z.max()
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
