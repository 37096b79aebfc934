"""The shape of a vector for one sample.

loses: test_softmax_vjp
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return np.squeeze(A * (G - np.sum(G * A, axis=-1, keepdims=True)))
