"""a_k for a_j in the bracket.

loses: test_da_off_diagonal
"""
# %% da
da = a(k) * (KroneckerDelta(j, k) - a(k))
