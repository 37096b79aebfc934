"""Reversed.
"""
# %% verdicts
verdicts = {letter: letter not in 'EIK' for letter in 'ABCDEFGHIJKLMN'}
