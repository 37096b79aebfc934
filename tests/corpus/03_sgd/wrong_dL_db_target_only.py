"""Right for the target class alone.

loses: test_dL_db
"""

# %% dL_db
dL_db = -y[j] * (1 - a[j])
