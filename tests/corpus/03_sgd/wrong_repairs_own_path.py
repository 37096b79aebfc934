"""The own path counted again.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": a[j] * x[i], "D": 1 / N}
