"""Divided by the number of classes.

loses: test_repairs_mean
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": 1 / m}
