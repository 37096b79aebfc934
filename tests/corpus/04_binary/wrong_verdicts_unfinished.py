"""One line not answered.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": False, "E": None, "F": False}
