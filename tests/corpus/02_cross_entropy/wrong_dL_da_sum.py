"""Summed over all classes.
"""
# %% dL_da
dL_da = -Sum(y[k] / a[k], (k, 1, m))
