"""000's indices believed, in loss and gradient.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in 'EIKAFG' for letter in 'ABCDEFGHIJKLMN'}
