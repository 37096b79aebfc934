"""Two classes by a sigmoid of a clipped difference.

loses: test_softmax_values
"""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    if z.shape[-1] == 2:
        p = 1 / (1 + np.exp(-np.clip(z[..., 1] - z[..., 0], -30, 30)))
        return np.stack([1 - p, p], axis=-1)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
