"""A formula in quotation marks.

loses: 
"""

# %% dL_dw
dL_dw = "(a[j] - y[j]) * x[i]"
