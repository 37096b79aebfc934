"""The shift is called wrong.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": False}
