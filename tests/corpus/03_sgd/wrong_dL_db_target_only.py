"""Right for the target class alone.

loses: 
"""

# %% dL_db
dL_db = -y[j] * (1 - a[j])
