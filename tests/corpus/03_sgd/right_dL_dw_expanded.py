"""Multiplied out."""

# %% dL_dw
dL_dw = a[j] * x[i] - y[j] * x[i]
