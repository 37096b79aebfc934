"""The step without 1/N is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": False, "E": True, "F": True}
