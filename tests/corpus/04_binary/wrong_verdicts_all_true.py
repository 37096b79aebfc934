"""Everything printed is believed.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": True, "B": True, "C": True, "D": True, "E": True, "F": True}
