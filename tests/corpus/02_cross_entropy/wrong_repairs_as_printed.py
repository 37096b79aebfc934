"""Everything as printed.
"""
# %% repairs
repairs = {letter: claims[letter] for letter in 'ABCDFGHJLMN'}
