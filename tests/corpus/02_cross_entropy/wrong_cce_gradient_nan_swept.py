"""NaN swept away after the fact.

loses: test_cce_gradient_stable
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    e = np.exp(Z)
    return (np.nan_to_num(e / e.sum(axis=1, keepdims=True)) - Y) / len(Z)
