"""Nothing was written.

loses: test_first_loss
"""
# %% first_loss
first_loss = None
