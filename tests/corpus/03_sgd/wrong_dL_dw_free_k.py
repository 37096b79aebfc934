"""The class index of the sum is left.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (a[k] - y[k]) * x[i]
