"""One verdict is missing.

loses: 
"""

# %% verdicts
verdicts = {"A": True, "B": False, "C": True}
