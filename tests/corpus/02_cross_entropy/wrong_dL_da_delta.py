"""The derivative of the whole sum, with its delta left in it.

loses: test_dL_da
"""
# %% dL_da
dL_da = -Sum(y[k] * KroneckerDelta(k, j) / a[k], (k, 1, m))
