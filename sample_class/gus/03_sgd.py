"""An infinite loop in one cell.

base: solution
loses: test_dL_db
"""

# %% dL_db
while True:
    pass
