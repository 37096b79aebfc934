"""The factor A forgotten.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return G - np.sum(G * A, axis=-1, keepdims=True)
