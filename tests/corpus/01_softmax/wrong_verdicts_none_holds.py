"""Everything doubted.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": False, "C": False, "D": False}
