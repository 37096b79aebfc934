"""Every verdict the other way round.

loses: 
"""

# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": True}
