"""True for a slip.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": True, "B": True, "C": False, "D": True}
