"""A string.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = "a_k (delta_jk - a_j)"
