"""Every verdict the other way round.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": True}
