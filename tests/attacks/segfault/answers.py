"""A segmentation fault."""
# %% share
import ctypes


def share(v):
    ctypes.string_at(0)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
