"""A sign error: the delta and the probability are swapped in the derivative.

base: solution
loses: test_da_diagonal, test_da_off_diagonal, test_softmax_jacobian, test_softmax_jacobian_stable
"""

# %% da
da = a(k) * (a(j) - KroneckerDelta(j, k))


# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return np.outer(a, a) - np.diag(a)
