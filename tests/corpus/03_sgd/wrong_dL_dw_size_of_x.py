"""The size of the feature, sign left out.

loses: test_dL_dw
"""
# %% dL_dw
dL_dw = (a[j] - y[j]) * sp.Abs(x[i])
