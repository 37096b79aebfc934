"""n taken for the letter of the sum.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "count", "B": "index", "D": "factor"}
