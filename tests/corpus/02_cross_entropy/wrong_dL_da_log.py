"""The logarithm not differentiated.
"""
# %% dL_da
dL_da = -y[j] * log(a[j])
