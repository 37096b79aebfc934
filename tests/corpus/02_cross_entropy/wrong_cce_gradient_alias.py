"""The caller's targets are overwritten through an alias.

loses: test_cce_gradient_types
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    G = Y
    G -= A
    return -G / len(Z)
