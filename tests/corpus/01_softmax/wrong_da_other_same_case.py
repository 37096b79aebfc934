"""The other case.

loses: test_da_other
"""
# %% da_other
da_other = a(k) * (1 - a(k))
