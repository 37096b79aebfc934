"""A reply of gigabytes."""
# %% share
def share(v):
    return np.zeros(150_000_000)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
