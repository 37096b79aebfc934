"""A reason for a claim that holds.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "condition", "C": "factor", "D": "kink"}
