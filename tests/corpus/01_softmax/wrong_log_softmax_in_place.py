"""The argument is shifted in place.

loses: test_log_softmax_values
"""
# %% log_softmax
def log_softmax(z):
    z -= z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
