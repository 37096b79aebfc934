"""The sum over the classes left standing."""

# %% dL_dw
dL_dw = Sum((a[k] - y[k]) * KroneckerDelta(j, k) * x[i], (k, 1, m))
