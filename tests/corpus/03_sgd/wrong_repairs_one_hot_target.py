"""Only right where the sample is of class 1.

loses: test_repairs_chain
"""

# %% repairs
repairs = {"B": a[j] * (1 - KroneckerDelta(j, 1)) * x[i], "D": 1 / N}
