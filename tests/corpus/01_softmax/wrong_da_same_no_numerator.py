"""The slope of the numerator forgotten.

loses: test_da_same
"""
# %% da_same
da_same = -a(k)**2
