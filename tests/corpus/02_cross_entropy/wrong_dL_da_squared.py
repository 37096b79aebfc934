"""a squared.
"""
# %% dL_da
dL_da = -y[j] / a[j] ** 2
