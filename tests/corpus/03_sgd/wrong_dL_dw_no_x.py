"""The factor x_i is missing.

loses: 
"""

# %% dL_dw
dL_dw = a[j] - y[j]
