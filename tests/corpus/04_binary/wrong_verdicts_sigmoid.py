"""The sheet's sigmoid is believed, tried at s = 0 alone.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": True, "B": True, "C": False, "D": False, "E": True, "F": False}
