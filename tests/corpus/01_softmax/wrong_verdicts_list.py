"""A list for a dictionary.

loses: test_verdicts
"""
# %% verdicts
verdicts = [False, False, True, False]
