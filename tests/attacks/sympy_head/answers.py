"""An expression with a head that is not on the list, and a power that is too large for it."""
# %% share
def share(v):
    return v / v.sum()

# %% total
def total(numbers):
    return sp.Pow(10, 20_000, evaluate=False)

# %% slope
slope = sp.Lambda(x, 2 * x * sp.exp(x**2))
