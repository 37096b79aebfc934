"""An infinite loop in one function.

base: solution
loses: test_softmax_vjp, test_softmax_vjp_batch
"""

# %% softmax_vjp
def softmax_vjp(A, G):
    total = 0
    while total < len(A):
        pass
    return A * (G - total)
