"""Takes the free a for a distribution.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] / a[j] * Sum(a[k], (k, 1, m))
