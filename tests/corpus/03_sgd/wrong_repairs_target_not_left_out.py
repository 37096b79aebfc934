"""The sum over all targets.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": a[j] * Sum(y[k], (k, 1, m)) * x[i], "D": 1 / N}
