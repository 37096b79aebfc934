"""The sign lost.
"""
# %% dL_da
dL_da = y[j] / a[j]
