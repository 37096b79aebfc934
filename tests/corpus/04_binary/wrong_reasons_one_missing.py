"""The last line that does not hold has none.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "sign", "C": "score", "D": "condition"}
