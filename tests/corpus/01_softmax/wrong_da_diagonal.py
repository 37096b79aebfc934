"""The diagonal alone.

loses: test_da_off_diagonal
"""
# %% da
da = a(k) * (1 - a(k)) * KroneckerDelta(j, k)
