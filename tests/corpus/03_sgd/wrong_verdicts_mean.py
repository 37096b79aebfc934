"""The update without 1/N is believed.

loses: 
"""

# %% verdicts
verdicts = {"A": True, "B": False, "C": True, "D": True}
