"""The process ends itself by a signal."""
# %% share
import os


def share(v):
    os.abort()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
