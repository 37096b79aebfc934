"""Nothing printed is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": False, "C": False, "D": False, "E": False, "F": False}
