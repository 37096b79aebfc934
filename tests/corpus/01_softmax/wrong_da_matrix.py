"""A matrix for an entry.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = sp.eye(3)
