"""The diagonal as a vector.

loses: test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return a * (1 - a)
