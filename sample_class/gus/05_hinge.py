"""An infinite loop in one cell.

base: solution
loses: test_first_loss
"""

# %% first_loss
while True:
    pass
