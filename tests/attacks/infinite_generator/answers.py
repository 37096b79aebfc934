"""A generator that never ends."""
# %% share
def share(v):
    while True:
        yield 0.5

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
