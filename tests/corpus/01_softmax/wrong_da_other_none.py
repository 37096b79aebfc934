"""Left as it was given.

loses: test_da_other
"""
# %% da_other
da_other = None
