"""Upside down.
"""
# %% dL_da
dL_da = -a[j] / y[j]
