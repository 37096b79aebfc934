"""Two free indices.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[k] / a[j]
