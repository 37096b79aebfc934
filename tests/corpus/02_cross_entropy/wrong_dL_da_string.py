"""A string.
"""
# %% dL_da
dL_da = '-y[j]/a[j]'
