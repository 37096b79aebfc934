"""The whole slope instead of what is missing.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": (a[j] - y[j]) * x[i], "D": 1 / N}
