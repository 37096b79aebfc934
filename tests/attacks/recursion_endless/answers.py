"""A recursion without end, and without a recursion limit."""
# %% share
import sys

sys.setrecursionlimit(10**9)


def share(v):
    return share(v)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
