"""A whole number of a hundred million digits."""
# %% total
def total(numbers):
    return 1 << 400_000_000

# %% slope
slope = 2 * x * sp.exp(x**2)
