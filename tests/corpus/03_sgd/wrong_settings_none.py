"""Not answered.

loses: 
"""

# %% settings
settings = None
