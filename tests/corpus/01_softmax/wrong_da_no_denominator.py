"""The slope of the denominator forgotten.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = a(k) * KroneckerDelta(j, k)
