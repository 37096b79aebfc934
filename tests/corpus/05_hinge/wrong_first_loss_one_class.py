"""Not right for a single class.

loses: test_first_loss
"""
# %% first_loss
first_loss = sp.Abs(m - 2) * delta + delta
