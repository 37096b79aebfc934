"""One verdict is missing.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": True, "D": None}
