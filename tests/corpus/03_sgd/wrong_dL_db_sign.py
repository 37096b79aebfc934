"""Target minus probability.

loses: test_dL_db
"""

# %% dL_db
dL_db = y[j] - a[j]
