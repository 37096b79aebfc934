"""Through a clip at 1e-7: no gradient where the target has lost.

loses: test_cce_gradient_values
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    alive = (Y * A).sum(axis=1, keepdims=True) > 1e-7
    return np.where(alive, A - Y, 0) / len(Z)
