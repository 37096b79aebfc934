"""The features' index for the class.

loses: test_dL_db
"""

# %% dL_db
dL_db = a[i] - y[i]
