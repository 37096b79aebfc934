"""Right, but noisy: prints and warnings cost nothing.

base: solution
"""

# %% softmax_vjp
def softmax_vjp(A, G):
    import warnings

    warnings.warn("I am not sure about this")
    print("vjp of", A.shape)
    return A * (G - (G * A).sum(axis=-1, keepdims=True))
