"""Multiplied by N instead of divided.

loses: test_repairs_mean
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": N}
