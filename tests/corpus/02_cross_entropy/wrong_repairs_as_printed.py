"""Everything as printed.

loses: test_repairs_loss, test_repairs_sign, test_repairs_sums
"""
# %% repairs
repairs = {letter: claims[letter] for letter in 'ABCDFGHJLMN'}
