"""An integer buffer.

loses: test_cce_gradient_types
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    G = np.zeros_like(Y)
    G[:] = (A - Y) / len(Z) if G.dtype.kind == 'f' else A - Y
    return G
