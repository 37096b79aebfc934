"""As the negative of target minus probability."""

# %% dL_dw
dL_dw = -(y[j] - a[j]) * x[i]
