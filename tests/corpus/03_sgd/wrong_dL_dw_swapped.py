"""Feature and class indices swapped.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (a[i] - y[i]) * x[j]
