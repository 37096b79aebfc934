"""Words in the place of True and False.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": "wrong", "B": True, "C": False, "D": False, "E": True, "F": False}
