"""Not answered.

loses: 
"""

# %% dL_db
dL_db = None
