"""The gradient by the logit.
"""
# %% dL_da
dL_da = a[j] - y[j]
