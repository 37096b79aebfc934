"""The logits themselves.

loses: test_cce_gradient_stable, test_cce_gradient_types, test_cce_gradient_values
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    return Z / len(Z)
