"""A list.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = [letter in 'EIK' for letter in 'ABCDEFGHIJKLMN']
