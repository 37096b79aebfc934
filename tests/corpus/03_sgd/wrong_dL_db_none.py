"""Not answered.

loses: test_dL_db
"""

# %% dL_db
dL_db = None
