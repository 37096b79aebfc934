"""The one-hot collapse doubted.

loses: test_verdicts_loss
"""
# %% verdicts
verdicts = {letter: letter in 'IK' for letter in 'ABCDEFGHIJKLMN'}
