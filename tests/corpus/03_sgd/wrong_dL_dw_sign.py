"""Target minus probability.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (y[j] - a[j]) * x[i]
