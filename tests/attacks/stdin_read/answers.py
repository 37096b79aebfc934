"""Input is waited for."""
# %% share
import sys


def share(v):
    sys.stdin.read()
    return input("points? ")

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
