"""None for some letters.

loses: test_verdicts_gradient, test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: None if letter == 'A' else letter in 'EIK' for letter in 'ABCDEFGHIJKLMN'}
