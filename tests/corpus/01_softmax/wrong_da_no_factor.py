"""The slope of the logarithm.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = KroneckerDelta(j, k) - a(j)
