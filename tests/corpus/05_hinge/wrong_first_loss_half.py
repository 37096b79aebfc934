"""The mean over the rivals.

loses: test_first_loss
"""
# %% first_loss
first_loss = Sum(delta, (l, 1, m - 1)).doit() / (m - 1)
