"""The number of the iris run.

loses: test_first_loss
"""
# %% first_loss
first_loss = 2
