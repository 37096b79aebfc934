"""001's last line believed.

loses: test_verdicts_gradient
"""
# %% verdicts
verdicts = {letter: letter in 'EIKN' for letter in 'ABCDEFGHIJKLMN'}
