"""002's negative log-likelihood believed.

loses: test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in 'EIKC' for letter in 'ABCDEFGHIJKLMN'}
