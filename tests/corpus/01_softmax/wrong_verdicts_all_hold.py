"""The print believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": True, "B": True, "C": True, "D": True}
