"""A kink is taken to have one slope.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": True, "D": True}
