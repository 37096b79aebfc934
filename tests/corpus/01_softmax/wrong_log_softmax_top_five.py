"""The sum has the five largest terms.

loses: test_log_softmax_values
"""
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, float)
    s = z - z.max(axis=-1, keepdims=True)
    top = np.sort(s, axis=-1)[..., -5:]
    return s - np.log(np.exp(top).sum(axis=-1, keepdims=True))
