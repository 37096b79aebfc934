"""Multiplied by N instead of divided.

loses: 
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": N}
