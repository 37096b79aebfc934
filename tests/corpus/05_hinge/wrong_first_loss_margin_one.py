"""Right for a margin of 1 alone.

loses: test_first_loss
"""
# %% first_loss
first_loss = m - 1
