"""Strings.

loses: test_repairs_loss, test_repairs_sign, test_repairs_sums
"""
# %% repairs
repairs = {letter: 'sum over k' for letter in 'ABCDFGHJLMN'}
