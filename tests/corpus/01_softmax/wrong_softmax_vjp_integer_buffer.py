"""Filled into an array of the type of G.

loses: test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    out = np.zeros_like(G)
    for i in range(len(A)):
        out[i] = A[i] * (G[i] - G[i] @ A[i])
    return out
