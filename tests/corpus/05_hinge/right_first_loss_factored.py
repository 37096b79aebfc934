"""Another order."""
# %% first_loss
first_loss = delta * (m - sp.Integer(1))
