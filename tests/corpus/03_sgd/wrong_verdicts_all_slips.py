"""Every line is called wrong.

loses: test_verdicts
"""

# %% verdicts
verdicts = {"A": False, "B": False, "C": False, "D": False}
