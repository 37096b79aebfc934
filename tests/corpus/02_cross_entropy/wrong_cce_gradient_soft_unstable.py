"""The shift by the maximum serves one-hot targets alone.

loses: test_cce_gradient_stable
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    if (Y.max(axis=1) == 1).all():
        Z = Z - Z.max(axis=1, keepdims=True)
    e = np.exp(Z)
    return (e / e.sum(axis=1, keepdims=True) - Y) / len(Z)
