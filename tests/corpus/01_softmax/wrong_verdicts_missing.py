"""One line left out.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": False, "B": False, "C": True}
