"""As a sum with a delta."""

# %% dL_db
dL_db = Sum((a[k] - y[k]) * KroneckerDelta(j, k), (k, 1, m))
