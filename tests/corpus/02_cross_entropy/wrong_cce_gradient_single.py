"""Computed in float32.

loses: test_cce_gradient_stable, test_cce_gradient_values
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    Z, Y = Z.astype(np.float32), Y.astype(np.float32)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    return (A - Y) / len(Z)
