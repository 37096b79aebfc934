"""With the sum of the targets, which is 1, left in."""

# %% dL_dw
dL_dw = x[i] * (a[j] * Sum(y[k], (k, 1, m)) - y[j])
