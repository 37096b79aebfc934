"""Two free indices.
"""
# %% dL_da
dL_da = -y[k] / a[j]
