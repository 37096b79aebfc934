"""One rival.

loses: test_first_loss
"""
# %% first_loss
first_loss = delta * m / m
