"""Forms the Jacobians of the whole batch.

loses: test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    J = np.einsum("nk,kj->nkj", A, np.eye(A.shape[1])) - np.einsum("nk,nj->nkj", A, A)
    return np.einsum("nkj,nk->nj", J, G)
