"""002's negative log-likelihood believed.
"""
# %% verdicts
verdicts = {letter: letter in 'EIKC' for letter in 'ABCDEFGHIJKLMN'}
