"""The term j = y is included.

loses: test_first_loss
"""
# %% first_loss
first_loss = m * delta
