"""The end alone, no list.
"""
# %% dL_dz_steps
dL_dz_steps = a[j] - y[j]
