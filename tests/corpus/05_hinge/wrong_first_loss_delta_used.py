"""The letter delta is a number.

loses: test_first_loss
"""
# %% first_loss
delta = 1.0
first_loss = (m - 1) * delta
