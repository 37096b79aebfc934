"""Large batches, large steps."""

# %% settings
settings = {"learning_rate": 1.0, "epochs": 50, "batch_size": 128}
