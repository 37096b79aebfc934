"""No entry is larger than 0.2.

loses: test_cce_gradient_values
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    return np.clip((A - Y) / len(Z), -0.2, 0.2)
