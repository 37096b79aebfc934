"""A letter is missing.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in 'EIK' for letter in 'ABCDEFGHIJKLM'}
