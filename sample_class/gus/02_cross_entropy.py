"""An infinite loop in one cell.

base: solution
loses: test_dL_da
"""

# %% dL_da
while True:
    pass
