"""No reason given.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% reasons
reasons = {}
