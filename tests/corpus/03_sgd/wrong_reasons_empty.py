"""No reason given.

loses: test_verdicts
"""
# %% reasons
reasons = {}
