"""Decimals that are integers."""
# %% first_loss
first_loss = delta * (m - 1.0)
