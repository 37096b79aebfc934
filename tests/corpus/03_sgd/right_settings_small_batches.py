"""Batches of eight."""

# %% settings
settings = {"learning_rate": 0.1, "epochs": 20, "batch_size": 8}
