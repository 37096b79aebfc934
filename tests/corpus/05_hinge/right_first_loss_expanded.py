"""Multiplied out."""
# %% first_loss
first_loss = m * delta - delta
