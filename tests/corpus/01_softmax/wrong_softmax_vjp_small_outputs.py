"""Outputs below a millionth count as 0.

loses: test_softmax_vjp
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    A = np.where(A > 1e-6, A, 0)
    return A * (G - np.sum(G * A, axis=-1, keepdims=True))
