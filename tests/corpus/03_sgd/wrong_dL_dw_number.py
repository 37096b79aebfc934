"""A number, not an expression.

loses: 
"""

# %% dL_dw
dL_dw = 0.5
