"""Ten full-batch steps.

loses: 
"""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 10, "batch_size": 1347}
