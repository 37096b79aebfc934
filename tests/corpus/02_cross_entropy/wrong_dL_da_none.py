"""Nothing.
"""
# %% dL_da
dL_da = None
