"""Words for truth values.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": "no", "B": "no", "C": "yes", "D": "no"}
