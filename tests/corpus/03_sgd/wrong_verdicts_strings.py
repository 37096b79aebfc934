"""Verdicts as words.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": "True", "B": "False", "C": "True", "D": "False"}
