"""Left as it was given.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = None
