"""os._exit inside an answer loses only the tests that call it."""
# %% share
import os


def share(v):
    os._exit(0)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
