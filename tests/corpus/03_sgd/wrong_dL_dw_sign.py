"""Target minus probability.

loses: 
"""

# %% dL_dw
dL_dw = (y[j] - a[j]) * x[i]
