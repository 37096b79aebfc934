"""The update without 1/N is believed.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": True, "B": False, "C": True, "D": True}
