"""A number.

loses: test_dL_da
"""
# %% dL_da
dL_da = -1
