"""Subtracted in the other order."""

# %% dL_db
dL_db = -y[j] + a[j]
