"""The sum of squares of A, where G belongs.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return A * (A - np.sum(A * A, axis=-1, keepdims=True))
