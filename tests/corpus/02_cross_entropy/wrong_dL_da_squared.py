"""a squared.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] / a[j] ** 2
