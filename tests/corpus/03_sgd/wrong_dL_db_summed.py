"""Summed over all classes.

loses: test_dL_db
"""

# %% dL_db
dL_db = Sum(a[k] - y[k], (k, 1, m))
