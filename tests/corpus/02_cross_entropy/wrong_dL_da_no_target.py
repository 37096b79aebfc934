"""The target missing.

loses: test_dL_da
"""
# %% dL_da
dL_da = -1 / a[j]
