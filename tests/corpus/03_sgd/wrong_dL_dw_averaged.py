"""Divided by the number of classes.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (a[j] - y[j]) * x[i] / m
