"""The delta forgotten.

loses: test_da_diagonal
"""
# %% da
da = -a(k) * a(j)
