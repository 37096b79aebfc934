"""Half a mean.

loses: test_repairs_mean
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": 1 / (2 * N)}
