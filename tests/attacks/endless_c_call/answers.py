"""A loop in C that never looks at signals."""
# %% total
import re


def total(numbers):
    re.match(r"(a+)+$", "a" * 60 + "b")

# %% share
def share(v):
    return v / v.sum()

# %% slope
slope = 2 * x * sp.exp(x**2)
