"""Written out for two classes.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (a[1] - y[1]) * x[i] * KroneckerDelta(j, 1) + (a[2] - y[2]) * x[i] * KroneckerDelta(j, 2)
