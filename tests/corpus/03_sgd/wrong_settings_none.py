"""Not answered.

loses: test_settings
"""

# %% settings
settings = None
