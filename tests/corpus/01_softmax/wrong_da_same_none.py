"""Left as it was given.

loses: test_da_same
"""
# %% da_same
da_same = None
