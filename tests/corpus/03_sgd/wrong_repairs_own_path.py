"""The own path counted again.

loses: 
"""

# %% repairs
repairs = {"B": a[j] * x[i], "D": 1 / N}
