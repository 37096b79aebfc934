"""One verdict is missing.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": True, "B": False, "C": True}
