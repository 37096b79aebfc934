"""No shift by the maximum.

loses: test_softmax_stable, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
