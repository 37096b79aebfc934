"""The batch size is missing.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 20}
