"""Delta swapped, as note 001 words it.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = a(k) * (1 - KroneckerDelta(j, k) - a(j))
