"""f(s_1) of the quiz is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": True, "E": True, "F": False}
