"""More epochs than allowed.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 0.5, "epochs": 1000, "batch_size": 512}
