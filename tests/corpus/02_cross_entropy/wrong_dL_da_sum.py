"""Summed over all classes.

loses: test_dL_da
"""
# %% dL_da
dL_da = -Sum(y[k] / a[k], (k, 1, m))
