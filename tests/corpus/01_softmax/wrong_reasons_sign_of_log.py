"""The derivative of 1/x in mind.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "count", "B": "count", "D": "sign"}
