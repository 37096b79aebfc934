"""One function ends the interpreter.

base: solution
loses: test_softmax_jacobian, test_softmax_jacobian_stable
"""

# %% softmax_jacobian
def softmax_jacobian(z):
    import os

    os._exit(1)
