"""The first sample's Jacobian for all.

loses: test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    J = np.diag(A[0]) - np.outer(A[0], A[0])
    return G @ J
