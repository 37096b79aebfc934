"""002's misprint: (ln x)'/x = 1/x.
"""
# %% dL_da
dL_da = -y[j] / a[j] / a[j]
