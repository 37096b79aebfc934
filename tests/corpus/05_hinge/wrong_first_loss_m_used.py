"""The letter m is a number.

loses: test_first_loss
"""
# %% first_loss
m = 3
first_loss = (m - 1) * delta
