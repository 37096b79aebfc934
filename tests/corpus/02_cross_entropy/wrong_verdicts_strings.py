"""Strings.
"""
# %% verdicts
verdicts = {letter: 'yes' if letter in 'EIK' else 'no' for letter in 'ABCDEFGHIJKLMN'}
