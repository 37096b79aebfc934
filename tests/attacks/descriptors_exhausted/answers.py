"""All free descriptors are used up."""
# %% share
import os

hoard = []
try:
    while len(hoard) < 100_000:
        hoard.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass


def share(v):
    return v

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
