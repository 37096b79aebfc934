"""More epochs than allowed.

loses: 
"""

# %% settings
settings = {"learning_rate": 0.5, "epochs": 1000, "batch_size": 512}
