"""The answer's own cell has used the letter k for a number.

loses: test_da_same, test_da_other
"""
# %% da_same
k = 2
da_same = a(k) * (1 - a(k))
