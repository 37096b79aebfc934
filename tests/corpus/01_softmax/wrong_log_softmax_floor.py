"""No logarithm below -100, as binary losses of libraries have it.

loses: test_log_softmax_stable
"""
# %% log_softmax
def log_softmax(z):
    shifted = z - z.max(axis=-1, keepdims=True)
    return np.maximum(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), -100)
