"""A list, no dictionary.

loses: test_verdicts
"""
# %% verdicts
verdicts = [False, True, True, False]
