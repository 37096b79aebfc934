"""001's last line believed.
"""
# %% verdicts
verdicts = {letter: letter in 'EIKN' for letter in 'ABCDEFGHIJKLMN'}
