"""Computed in float32.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    A, G = A.astype(np.float32), G.astype(np.float32)
    return A * (G - np.sum(G * A, axis=-1, keepdims=True))
