"""A letter is missing.
"""
# %% verdicts
verdicts = {letter: letter in 'EIK' for letter in 'ABCDEFGHIJKLM'}
