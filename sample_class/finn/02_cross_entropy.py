"""Averaging forgotten, or done over the wrong number.

base: solution
loses: test_cce_gradient_values
"""

# %% cce_gradient
def cce_gradient(Z, Y):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    return A - Y
