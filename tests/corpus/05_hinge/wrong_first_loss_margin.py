"""One rival only.

loses: test_first_loss
"""
# %% first_loss
first_loss = delta
