"""For widely spread rows the logarithm of the sum is replaced by the maximum.

loses: test_log_softmax_stable
"""
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, dtype=float)
    top = z.max(axis=-1, keepdims=True)
    total = top + np.log(np.exp(z - top).sum(axis=-1, keepdims=True))
    return z - np.where(top - z.min(axis=-1, keepdims=True) > 700, top, total)
