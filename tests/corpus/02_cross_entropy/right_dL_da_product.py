"""The derivative of the whole sum, carried out.
"""
# %% dL_da
dL_da = -Sum(y[k] * KroneckerDelta(k, j) / a[k], (k, 1, m))
