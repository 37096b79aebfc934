"""The slope of the denominator forgotten.

loses: test_da_same
"""
# %% da_same
da_same = a(k)
