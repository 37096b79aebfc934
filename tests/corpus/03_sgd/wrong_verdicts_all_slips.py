"""Every line is called wrong.

loses: 
"""

# %% verdicts
verdicts = {"A": False, "B": False, "C": False, "D": False}
