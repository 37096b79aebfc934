"""An infinite loop in one cell.

base: solution
loses: test_last_layer
"""

# %% last_layer
while True:
    pass
