"""Strings.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: 'yes' if letter in 'EIK' else 'no' for letter in 'ABCDEFGHIJKLMN'}
