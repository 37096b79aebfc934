"""All believed.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: True for letter in 'ABCDEFGHIJKLMN'}
