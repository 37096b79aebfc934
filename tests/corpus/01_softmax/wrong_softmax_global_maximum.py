"""One maximum for the whole batch.

loses: test_softmax_stable
"""
# %% softmax
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=-1, keepdims=True)
