"""Another letter for the class that is summed over."""

# %% dL_dw
dL_dw = Sum((a[l] - y[l]) * KroneckerDelta(l, j) * x[i], (l, 1, m))
