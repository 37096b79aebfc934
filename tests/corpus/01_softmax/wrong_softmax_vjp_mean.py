"""The mean for the sum.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return A * (G - np.mean(G * A, axis=-1, keepdims=True))
