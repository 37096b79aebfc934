"""Right for up to forty classes.

loses: test_first_loss
"""
# %% first_loss
first_loss = sp.Min(m - 1, 3) * delta
