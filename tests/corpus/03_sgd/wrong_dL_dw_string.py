"""A formula in quotation marks.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = "(a[j] - y[j]) * x[i]"
