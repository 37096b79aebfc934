"""The factor x_i of the weights kept.

loses: test_dL_db
"""

# %% dL_db
dL_db = (a[j] - y[j]) * x[i]
