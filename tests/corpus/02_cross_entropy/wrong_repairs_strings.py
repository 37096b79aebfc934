"""Strings.
"""
# %% repairs
repairs = {letter: 'sum over k' for letter in 'ABCDFGHJLMN'}
