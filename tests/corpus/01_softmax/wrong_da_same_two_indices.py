"""a_j left in it.

loses: test_da_same
"""
# %% da_same
da_same = a(k) * (1 - a(j))
