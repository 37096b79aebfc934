"""The stack is exhausted without a recursion limit."""
# %% share
import sys


def share(v):
    sys.setrecursionlimit(10**9)
    nested = ()
    for _ in range(3_000_000):
        nested = (nested,)
    return hash(nested)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
