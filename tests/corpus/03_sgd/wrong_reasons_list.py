"""A list of words.

loses: test_verdicts
"""
# %% reasons
reasons = ["path", "mean"]
