"""Decimals for whole numbers."""

# %% dL_dw
dL_dw = 1.0 * (a[j] - 1.0 * y[j]) * x[i] ** 1.0
