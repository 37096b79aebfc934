"""With a light penalty."""

# %% settings
settings = {"learning_rate": 0.2, "epochs": 30, "batch_size": 32, "l2": 1e-4}
