"""The slope of the logit, not of the loss.

loses: test_dL_db
"""

# %% dL_db
dL_db = sp.Integer(1)
