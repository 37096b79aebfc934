"""The batch size is missing.

loses: 
"""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 20}
