"""The slope of the logit, not of the loss.

loses: 
"""

# %% dL_db
dL_db = sp.Integer(1)
