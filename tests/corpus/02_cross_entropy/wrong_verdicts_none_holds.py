"""None believed.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: False for letter in 'ABCDEFGHIJKLMN'}
