"""With the sum of the targets left in."""

# %% dL_db
dL_db = a[j] * Sum(y[k], (k, 1, m)) - y[j]
