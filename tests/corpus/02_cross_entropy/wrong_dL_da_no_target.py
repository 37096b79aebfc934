"""The target missing.
"""
# %% dL_da
dL_da = -1 / a[j]
