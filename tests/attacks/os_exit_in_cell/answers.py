"""os._exit while the answer cell runs."""
# %% share
import os

os._exit(0)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
