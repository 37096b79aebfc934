"""Multiplied for divided.
"""
# %% dL_da
dL_da = -y[j] * a[j]
