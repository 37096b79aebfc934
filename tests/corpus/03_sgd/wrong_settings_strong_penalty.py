"""A penalty that keeps the weights at zero.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 20, "batch_size": 32, "l2": 5.0}
