"""B and D right, A and C wrong.

loses: 
"""

# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": True}
