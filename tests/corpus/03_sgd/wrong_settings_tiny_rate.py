"""A learning rate far too small.

loses: 
"""

# %% settings
settings = {"learning_rate": 1e-5, "epochs": 20, "batch_size": 32}
