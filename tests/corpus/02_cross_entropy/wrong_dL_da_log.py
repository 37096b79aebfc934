"""The logarithm not differentiated.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] * log(a[j])
