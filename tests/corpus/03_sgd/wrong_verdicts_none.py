"""Not answered.

loses: 
"""

# %% verdicts
verdicts = {"A": None, "B": None, "C": None, "D": None}
