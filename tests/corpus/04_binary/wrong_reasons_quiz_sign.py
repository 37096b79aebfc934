"""A minus is said to be missing in D.

loses: test_verdicts
"""
# %% reasons
reasons = {"A": "sign", "C": "score", "D": "sign", "F": "mean"}
