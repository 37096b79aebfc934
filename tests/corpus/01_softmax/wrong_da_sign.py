"""The negative.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = a(k) * (a(j) - KroneckerDelta(j, k))
