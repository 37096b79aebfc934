"""The logarithm of softmax: the far tail is log 0.

loses: test_log_softmax_stable
"""
# %% log_softmax
def log_softmax(z):
    return np.log(softmax(z))
