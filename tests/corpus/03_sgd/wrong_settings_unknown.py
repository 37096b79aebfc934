"""A setting that sgd does not know.

loses: test_settings
"""

# %% settings
settings = {"learning_rate": 0.5, "epochs": 20, "batch_size": 32, "momentum": 0.9}
