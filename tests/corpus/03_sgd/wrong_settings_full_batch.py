"""Ten full-batch steps.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 10, "batch_size": 1347}
