"""1 for the delta.

loses: test_da_off_diagonal
"""
# %% da
da = a(k) * (1 - a(j))
