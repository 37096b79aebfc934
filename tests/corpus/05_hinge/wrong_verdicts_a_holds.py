"""(3) is taken to hold for every j.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": True, "B": True, "C": True, "D": False}
