"""Target minus probability.

loses: 
"""

# %% dL_db
dL_db = y[j] - a[j]
