"""002's misprint: (ln x)'/x = 1/x.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] / a[j] / a[j]
