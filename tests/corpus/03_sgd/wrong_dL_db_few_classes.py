"""Right for two to five classes alone.

loses: test_dL_db
"""
# %% dL_db
dL_db = a[j] - y[j] + (m - 2) * (m - 3) * (m - 4) * (m - 5) / 1000
