"""A number, not an expression.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = 0.5
