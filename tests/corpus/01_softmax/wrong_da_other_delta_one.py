"""1 for a delta that is 0.

loses: test_da_other
"""
# %% da_other
da_other = a(k) * (1 - a(j))
