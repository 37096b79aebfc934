"""Outputs are clipped away from 0 and 1 first.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    A = np.clip(A, 1e-7, 1 - 1e-7)
    return A * (G - np.sum(G * A, axis=-1, keepdims=True))
