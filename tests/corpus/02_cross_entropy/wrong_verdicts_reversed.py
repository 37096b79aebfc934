"""Reversed.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter not in 'EIK' for letter in 'ABCDEFGHIJKLMN'}
