"""G changed in place.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    G -= np.sum(G * A, axis=-1, keepdims=True)
    return A * G
