"""The missing paths subtracted.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": -a[j] * (1 - y[j]) * x[i], "D": 1 / N}
