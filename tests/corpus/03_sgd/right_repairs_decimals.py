"""Decimals in the repairs."""

# %% repairs
repairs = {"B": 1.0 * a[j] * (1.0 - y[j]) * x[i], "D": N**-1.0}
