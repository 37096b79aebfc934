"""Nothing.

loses: test_dL_da
"""
# %% dL_da
dL_da = None
