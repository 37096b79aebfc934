"""As a sum over the rivals."""
# %% first_loss
first_loss = Sum(Max(0, delta), (l, 1, m - 1))
