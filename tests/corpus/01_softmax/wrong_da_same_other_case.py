"""The other case.

loses: test_da_same
"""
# %% da_same
da_same = -a(k) * a(j)
