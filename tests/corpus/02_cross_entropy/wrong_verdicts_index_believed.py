"""000's indices believed, in loss and gradient.
"""
# %% verdicts
verdicts = {letter: letter in 'EIKAFG' for letter in 'ABCDEFGHIJKLMN'}
