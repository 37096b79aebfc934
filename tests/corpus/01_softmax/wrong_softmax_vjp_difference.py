"""A − G, as it stands behind cross-entropy.

loses: test_softmax_vjp, test_softmax_vjp_batch
"""
# %% softmax_vjp
def softmax_vjp(A, G):
    return A - G
