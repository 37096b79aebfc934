"""As a sum with a delta."""

# %% repairs
repairs = {"B": Sum(y[k] * a[j] * (1 - KroneckerDelta(j, k)), (k, 1, m)) * x[i], "D": N**-1}
