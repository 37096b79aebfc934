"""The negative.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return A * (np.sum(G * A, axis=-1, keepdims=True) - G)
