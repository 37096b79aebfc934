"""Not answered.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": None, "B": None, "C": None, "D": None}
