"""The factor x_i is missing.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = a[j] - y[j]
