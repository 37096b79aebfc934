"""The sum of G without its weights.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return A * (G - np.sum(G, axis=-1, keepdims=True))
