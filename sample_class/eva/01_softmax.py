"""Overflow: the formula as printed, no shift by the maximum.

base: solution
loses: test_softmax_stable, test_log_softmax_stable, test_softmax_jacobian_stable
"""

# %% softmax
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


# %% log_softmax
def log_softmax(z):
    return np.log(softmax(z))
