"""Scores of 0 are taken to cost nothing.

loses: test_first_loss
"""
# %% first_loss
first_loss = 0
