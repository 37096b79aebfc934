"""Each with the reason of the other.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "kink", "D": "condition"}
