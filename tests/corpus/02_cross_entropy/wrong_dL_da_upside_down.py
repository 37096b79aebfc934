"""Upside down.

loses: test_dL_da
"""
# %% dL_da
dL_da = -a[j] / y[j]
