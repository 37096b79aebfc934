"""Another seed."""

# %% settings
settings = dict(learning_rate=0.3, epochs=25, batch_size=32, seed=7)
