"""Feature and class indices swapped.

loses: 
"""

# %% dL_dw
dL_dw = (a[i] - y[i]) * x[j]
