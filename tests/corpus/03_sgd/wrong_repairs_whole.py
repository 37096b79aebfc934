"""The whole slope instead of what is missing.

loses: 
"""

# %% repairs
repairs = {"B": (a[j] - y[j]) * x[i], "D": 1 / N}
