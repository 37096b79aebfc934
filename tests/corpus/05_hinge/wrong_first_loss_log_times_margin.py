"""The logarithm, times the margin.

loses: test_first_loss
"""
# %% first_loss
first_loss = sp.log(m) * delta
