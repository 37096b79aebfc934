"""Filled into an array of the argument's type.

loses: test_log_softmax_values
"""
# %% log_softmax
def log_softmax(z):
    out = np.zeros_like(z)
    shifted = z - z.max(axis=-1, keepdims=True)
    out[...] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return out
