"""The missing paths subtracted.

loses: 
"""

# %% repairs
repairs = {"B": -a[j] * (1 - y[j]) * x[i], "D": 1 / N}
