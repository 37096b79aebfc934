"""The weight in place of the feature.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = (a[j] - y[j]) * w[i, j]
