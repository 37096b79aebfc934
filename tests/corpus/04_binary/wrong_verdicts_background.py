"""s_2 = 1 - s_1 is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": True, "D": False, "E": True, "F": False}
