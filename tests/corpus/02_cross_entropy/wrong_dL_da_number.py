"""A number.
"""
# %% dL_da
dL_da = -1
