"""Not answered.

loses: 
"""

# %% repairs
repairs = {}
