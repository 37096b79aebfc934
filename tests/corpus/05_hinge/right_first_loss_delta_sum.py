"""A Kronecker delta takes out the true class."""
# %% first_loss
first_loss = Sum(delta * (1 - KroneckerDelta(l, 1)), (l, 1, m)).doit()
