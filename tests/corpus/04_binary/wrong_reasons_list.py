"""A list of words.

loses: test_verdicts
"""
# %% reasons
reasons = ["sign", "score", "condition", "mean"]
