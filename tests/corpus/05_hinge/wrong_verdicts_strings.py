"""Strings for verdicts.

loses: test_verdicts
"""
# %% verdicts
verdicts = {"A": "False", "B": "True", "C": "True", "D": "False"}
