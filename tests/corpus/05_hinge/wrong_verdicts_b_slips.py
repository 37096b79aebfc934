"""(4) is called wrong.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": False, "C": True, "D": False}
