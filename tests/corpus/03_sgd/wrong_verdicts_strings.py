"""Verdicts as words.

loses: 
"""

# %% verdicts
verdicts = {"A": "True", "B": "False", "C": "True", "D": "False"}
