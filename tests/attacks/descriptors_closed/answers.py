"""All descriptors are closed or replaced."""
# %% share
import os


def share(v):
    os.closerange(0, 256)
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
