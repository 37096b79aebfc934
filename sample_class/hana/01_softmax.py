"""A syntax error in one cell: the function does not exist.

base: solution
loses: test_log_softmax_values, test_log_softmax_stable
"""

# %% log_softmax
def log_softmax(z)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
