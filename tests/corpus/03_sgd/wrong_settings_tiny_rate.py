"""A learning rate far too small.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 1e-5, "epochs": 20, "batch_size": 32}
